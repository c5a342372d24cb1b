package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PresignRequestTest {

  private static final PresignRequest REQUEST = request("dset-1", "ds-1");

  private static PresignRequest request(String datasetId, String dataSourceId) {
    return PresignRequest.of(datasetId, dataSourceId)
        .withUserId("tmm-1")
        .withExpiresIn(Duration.ofMinutes(2))
        .withExternalTraceId("mine");
  }

  @Test
  void equalsOneWithTheSameParts() {
    PresignRequest same = request("dset-1", "ds-1");
    assertThat(same).isEqualTo(REQUEST).hasSameHashCodeAs(REQUEST);
  }

  static Stream<Object> others() {
    return Stream.of(
        request("dset-2", "ds-1"),
        request("dset-1", "ds-2"),
        REQUEST.withUserId("tmm-2"),
        REQUEST.withUserId(null),
        REQUEST.withExpiresIn(Duration.ofMinutes(3)),
        REQUEST.withExternalTraceId("yours"),
        REQUEST.withCallTimeout(Duration.ofMinutes(3)),
        "dset-1");
  }

  @ParameterizedTest
  @MethodSource("others")
  void equalsNothingElse(Object other) {
    assertThat(REQUEST).isNotEqualTo(other).doesNotHaveSameHashCodeAs(other);
  }

  @Test
  void showsItsParts() {
    assertThat(REQUEST)
        .hasToString(
            "PresignRequest[datasetId=dset-1, dataSourceId=ds-1, expiresIn=PT2M, userId=tmm-1,"
                + " externalTraceId=mine, callTimeout=null]");
    assertThat(DownloadRequest.of(REQUEST, Path.of("sales.csv")).replacingExisting())
        .hasToString(
            "DownloadRequest[source=" + REQUEST + ", target=sales.csv, replacesExisting=true]");
  }
}
