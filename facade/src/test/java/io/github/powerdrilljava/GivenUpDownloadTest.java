package io.github.powerdrilljava;

import static io.github.powerdrilljava.FileContent.assertHolds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.powerdrilljava.sandbox.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A download that gives up says why, and what it has kept is of use to the next one. */
@Timeout(60)
class GivenUpDownloadTest extends AtLargeContent {

  @Test
  void tellsHowMuchIsKeptWhenItGivesUp() {
    sandbox.storeFaults().next(Fault.resetAfter(4 * MIB));
    sandbox.storeFaults().randomly(1, 1, Fault.empty(503));
    DownloadException failure =
        catchThrowableOfType(
            DownloadException.class,
            () -> client.dataSources().download(request().withConnections(1)));
    assertThat(failure)
        .hasMessageContaining("the object store responded with HTTP 503. Try again later.")
        .hasMessageContaining("bytes are kept: the same download resumes from there.");
    assertThat(failure.bytesKept()).isPositive().isLessThan(content.length);
    assertThat(failure.canResume()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 599})
  void advisesToTryAgainLaterWhereTheStoreMayRecover(int status) {
    sandbox.storeFaults().randomly(1, 1, Fault.empty(status));
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(() -> client.dataSources().download(request()))
        .withMessageContaining("responded with HTTP " + status + ". Try again later.");
  }

  @Test
  void passesOnWhatAListenerThrowsInTheBackground() {
    IllegalStateException thrown = new IllegalStateException("the listener's");
    DownloadRequest<?> throwing =
        request()
            .withProgress(
                (received, total) -> {
                  throw thrown;
                });
    assertThatThrownBy(() -> client.dataSources().downloadAsync(throwing).join()).hasCause(thrown);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2 * MIB, 12 * MIB})
  void passesOnWhatAListenerThrowsAndKeepsNoNextDownloadFromCompleting(int when) throws Exception {
    IllegalStateException thrown = new IllegalStateException("the listener's");
    assertThatThrownBy(
            () ->
                client
                    .dataSources()
                    .download(
                        request()
                            .withProgress(
                                (received, total) -> {
                                  if (received > when) {
                                    throw thrown;
                                  }
                                })))
        .isSameAs(thrown);
    int before = storeRequests().size();
    client.dataSources().download(request());
    assertHolds(target, content);
    assertThat(files()).containsExactly("sales.csv");
    assertThat(storeRequests().size()).isGreaterThan(before);
  }
}
