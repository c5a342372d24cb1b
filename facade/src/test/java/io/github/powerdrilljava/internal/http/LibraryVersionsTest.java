package io.github.powerdrilljava.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import okhttp3.OkHttp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibraryVersionsTest {

  @Test
  void needsWhatItIsBuiltWith() {
    assertThat(OkHttp.VERSION).startsWith(LibraryVersions.OKHTTP + ".");
    assertThat(LibraryVersions.okioVersionInManifest()).startsWith(LibraryVersions.OKIO + ".");
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
    assertThat(LibraryVersions.isOlder(found, needed)).isEqualTo(older);
  }
}
