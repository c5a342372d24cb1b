package io.github.powerdrilljava.internal.http;

import static okhttp3.TlsVersion.TLS_1_0;
import static okhttp3.TlsVersion.TLS_1_1;
import static okhttp3.TlsVersion.TLS_1_2;
import static okhttp3.TlsVersion.TLS_1_3;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.TlsVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StrictTlsTest {

  static Stream<Arguments> specs() {
    return Stream.of(
        arguments(ConnectionSpec.MODERN_TLS, List.of(TLS_1_3, TLS_1_2)),
        arguments(ConnectionSpec.COMPATIBLE_TLS, List.of(TLS_1_3, TLS_1_2)),
        arguments(only(TLS_1_3), List.of(TLS_1_3)),
        arguments(only(TLS_1_2, TLS_1_1), List.of(TLS_1_2)),
        arguments(
            new ConnectionSpec.Builder(ConnectionSpec.MODERN_TLS)
                .allEnabledTlsVersions()
                .allEnabledCipherSuites()
                .build(),
            List.of(TLS_1_3, TLS_1_2)));
  }

  private static ConnectionSpec only(TlsVersion... versions) {
    return new ConnectionSpec.Builder(ConnectionSpec.MODERN_TLS).tlsVersions(versions).build();
  }

  private static List<ConnectionSpec> strict(ConnectionSpec... given) {
    OkHttpClient base = new OkHttpClient.Builder().connectionSpecs(List.of(given)).build();
    return StrictTls.of(base).build().connectionSpecs();
  }

  @ParameterizedTest
  @MethodSource("specs")
  void speaksTls12AndNewerOnly(ConnectionSpec given, List<TlsVersion> versions) {
    assertThat(strict(given))
        .singleElement()
        .satisfies(spec -> assertThat(spec.tlsVersions()).containsExactlyElementsOf(versions))
        .satisfies(spec -> assertThat(spec.cipherSuites()).isEqualTo(given.cipherSuites()));
  }

  @Test
  void dropsWhatSpeaksNothingElse() {
    assertThat(strict(only(TLS_1_1, TLS_1_0), ConnectionSpec.MODERN_TLS))
        .containsExactly(ConnectionSpec.MODERN_TLS);
  }

  @Test
  void leavesPlainHttpToOthersToDecide() {
    assertThat(strict(ConnectionSpec.CLEARTEXT)).containsExactly(ConnectionSpec.CLEARTEXT);
  }
}
