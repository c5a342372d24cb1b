package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever method is given a request that breaks a rule, it says which, and sends nothing. */
@Timeout(60)
class CheckedMethodsTest extends ScriptedTest {

  private static final String TOO_LONG = "x".repeat(129);
  private static final String RULE = "must be at most 128 characters";

  private static final ListDatasetsRequest DATASETS =
      ListDatasetsRequest.all().withExternalTraceId(TOO_LONG);
  private static final ListDataSourcesRequest SOURCES =
      ListDataSourcesRequest.of("dset-1").withExternalTraceId(TOO_LONG);
  private static final DataSourceRequest SOURCE =
      DataSourceRequest.of("dset-1", "ds-1").withExternalTraceId(TOO_LONG);
  private static final PresignRequest PRESIGN =
      PresignRequest.of("dset-1", "ds-1").withExternalTraceId(TOO_LONG);
  private static final Path TARGET = Path.of("never written");
  private static final DownloadRequest<PresignRequest> DOWNLOAD =
      DownloadRequest.of(PRESIGN, TARGET);
  private static final ExportRequest EXPORT =
      ExportRequest.of("dset-1", TARGET).withExternalTraceId(TOO_LONG);

  private interface Call {
    Object of(PowerdrillClient client);
  }

  private interface AsyncCall {
    CompletableFuture<?> of(PowerdrillClient client);
  }

  static Stream<Arguments> blocking() {
    return Stream.of(
        call("datasets.list", c -> c.datasets().list(DATASETS)),
        call("datasets.listPage", c -> c.datasets().listPage(DATASETS, 1)),
        call("list", c -> c.dataSources().list(SOURCES)),
        call("listPage", c -> c.dataSources().listPage(SOURCES, 1)),
        call("get", c -> c.dataSources().get(SOURCE)),
        call("presign", c -> c.dataSources().presign(PRESIGN)),
        call("presignWithResponse", c -> c.dataSources().presignWithResponse(PRESIGN)),
        call("download", c -> c.dataSources().download(DOWNLOAD)),
        call("open", c -> c.dataSources().open(PRESIGN)),
        call("export", c -> c.dataSources().export(EXPORT)));
  }

  static Stream<Arguments> async() {
    return Stream.of(
        async("datasets.listAsync", c -> c.datasets().listAsync(DATASETS, each -> {})),
        async("datasets.listPageAsync", c -> c.datasets().listPageAsync(DATASETS, 1)),
        async("listAsync", c -> c.dataSources().listAsync(SOURCES, each -> {})),
        async("listPageAsync", c -> c.dataSources().listPageAsync(SOURCES, 1)),
        async("getAsync", c -> c.dataSources().getAsync(SOURCE)),
        async("presignAsync", c -> c.dataSources().presignAsync(PRESIGN)),
        async("presignWithResponseAsync", c -> c.dataSources().presignWithResponseAsync(PRESIGN)),
        async("downloadAsync", c -> c.dataSources().downloadAsync(DOWNLOAD)),
        async("openAsync", c -> c.dataSources().openAsync(PRESIGN)),
        async("exportAsync", c -> c.dataSources().exportAsync(EXPORT)));
  }

  private static Arguments call(String name, Call call) {
    return arguments(name, call);
  }

  private static Arguments async(String name, AsyncCall call) {
    return arguments(name, call);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("blocking")
  void aMethodThatBlocksThrows(String name, Call call) {
    isRefused(catchThrowable(() -> call.of(client)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("async")
  void anAsyncMethodFailsItsFuture(String name, AsyncCall call) {
    CompletableFuture<?> future = call.of(client);
    isRefused(catchThrowable(future::join).getCause());
  }

  private void isRefused(@Nullable Throwable failure) {
    assertThat(failure).isInstanceOf(InvalidRequestException.class).hasMessageContaining(RULE);
    assertThat(server.requestCount()).isZero();
    assertThat(TARGET).doesNotExist();
  }

  static Stream<Arguments> ofADownloader() {
    PresignedUrl url = new PresignedUrl("ftp://store.example/a", Instant.MAX);
    DownloadRequest<PresignedUrl> download = DownloadRequest.of(url, TARGET);
    return Stream.of(
        arguments("download", (OfDownloader) d -> d.download(download)),
        arguments("open", (OfDownloader) d -> d.open(url)),
        arguments("downloadAsync", (OfDownloader) d -> d.downloadAsync(download).join()),
        arguments("openAsync", (OfDownloader) d -> d.openAsync(url).join()));
  }

  private interface OfDownloader {
    Object of(Downloader downloader);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void ofADownloader(String name, OfDownloader call) throws Exception {
    try (Downloader downloader = Downloader.create()) {
      Throwable failure = catchThrowable(() -> call.of(downloader));
      assertThat(failure instanceof InvalidRequestException ? failure : failure.getCause())
          .isInstanceOf(InvalidRequestException.class);
      assertThat(TARGET).doesNotExist();
    }
  }
}
