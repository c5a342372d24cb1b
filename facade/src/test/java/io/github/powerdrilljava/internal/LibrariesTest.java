package io.github.powerdrilljava.internal;

import static org.assertj.core.api.Assertions.assertThat;

import okhttp3.OkHttp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibrariesTest {

  @Test
  void needsWhatItIsBuiltWith() {
    assertThat(OkHttp.VERSION).startsWith(Libraries.OKHTTP + ".");
    assertThat(Libraries.okioVersionInManifest()).startsWith(Libraries.OKIO + ".");
  }

  @ParameterizedTest
  @CsvSource({
    "4.12.0, 5.4.0, true",
    "5.3.9, 5.4.0, true",
    "5.4.0, 5.4.1, false",
    "5.10.0, 5.4.0, false",
    "6.0.0-alpha.1, 5.4.0, false",
    "5, 5.4.0, true",
  })
  void comparesByTheFirstTwoNumbers(String found, String needed, boolean older) {
    assertThat(Libraries.isOlder(found, needed)).isEqualTo(older);
  }
}
