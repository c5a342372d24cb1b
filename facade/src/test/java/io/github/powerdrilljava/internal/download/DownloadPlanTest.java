package io.github.powerdrilljava.internal.download;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How an object is divided: bytes are given in MiB. */
class DownloadPlanTest {

  private static final long MIB = 1024 * 1024;

  @ParameterizedTest
  @CsvSource({
    // asked, size, at first, at most
    "0, 1, 1, 1",
    "0, 8, 1, 1",
    "0, 9, 1, 2",
    "0, 24, 2, 3",
    "0, 64, 4, 8",
    "0, 65, 4, 8",
    "0, 1000000, 4, 8",
    "3, 1, 3, 3",
    "64, 1000000, 64, 64",
  })
  void usesAConnectionForEachEightMebibytesUnlessAskedFor(
      int asked, long size, int atFirst, int atMost) {
    DownloadPlan plan = new DownloadPlan(asked, 0);
    assertThat(plan.connectionsAtFirst(size * MIB)).isEqualTo(atFirst);
    assertThat(plan.mostConnections(size * MIB)).isEqualTo(atMost);
  }

  @ParameterizedTest
  @CsvSource({
    // asked, size, part
    "0, 1, 1",
    "0, 65535, 1",
    "0, 65536, 2",
    "0, 131071, 2",
    "0, 131072, 4",
    "0, 1000000000, 1024",
    "2, 1, 2",
    "2, 1000000, 2",
    "1, 16777215, 1",
    "1, 16777216, 2",
  })
  void makesPartsLargerWhereThereWouldBeTooMany(long asked, long size, long part) {
    assertThat(new DownloadPlan(0, asked * MIB).partSize(size * MIB)).isEqualTo(part * MIB);
  }
}
