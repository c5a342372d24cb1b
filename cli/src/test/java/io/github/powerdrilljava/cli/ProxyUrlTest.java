package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyUrlTest {

  @ParameterizedTest
  @CsvSource({
    "http://p.example:3128,         http://p.example:3128",
    "HTTP://p.example:3128/,        http://p.example:3128",
    "p.example:3128,                http://p.example:3128",
    "' http://p.example:3128 ',     http://p.example:3128",
    "http://me@127.0.0.1:1,         http://127.0.0.1:1",
    "http://[::1]:3128,             http://[::1]:3128",
  })
  void isHostAndPort(String text, String shown) throws Exception {
    assertThat(ProxyUrl.parse(text, false)).hasToString(shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://p.example:3128   | must begin with http://",
        "socks5://127.0.0.1:1080  | must begin with http://",
        "http://p.example         | must state a port",
        "http://p.example:0       | must state a port",
        "http://p.example:65536   | must state a port",
        "p.example                | must state a port",
        "http://p.example:1/x     | must be host and port only",
        "http://p.example:1?x     | must be host and port only",
        "http://p example:1       | must be a URL such as",
        "''                       | must be a URL such as",
        "http://:3128             | must be",
        "http://me:pw@p.example:1 | must not hold a password",
        "http://me:@p.example:1   | must not hold a password",
      })
  void isRefusedOtherwise(String text, String rule) {
    assertThatThrownBy(() -> ProxyUrl.parse(text, false)).hasMessageContaining(rule);
  }

  @Test
  void ofAVariableMayHoldALogin() throws Exception {
    ProxyUrl proxy = ProxyUrl.parse("http://m%40e:p%3Aa+5@p.example:1", true);

    assertThat(proxy.user()).isEqualTo("m@e");
    assertThat(proxy.password()).isEqualTo("p:a+5");
    assertThat(proxy).hasToString("http://p.example:1");
  }
}
