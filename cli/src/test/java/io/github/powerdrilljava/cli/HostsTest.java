package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** NO_PROXY means what it means to curl. */
class HostsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                         | a.example      | false",
        "a.example                  | a.example      | true",
        "A.Example                  | a.EXAMPLE.     | true",
        "example                    | a.example      | true",
        ".example                   | a.example      | true",
        ".a.example                 | a.example      | true",
        "a.example                  | ba.example     | false",
        "a.example                  | example        | false",
        "b.example , c.example      | c.example      | true",
        "b.example c.example,,      | c.example      | true",
        "*                          | anything       | true",
        "x,*                        | anything       | true",
        "*.example                  | a.example      | false",
        "a.example:443              | a.example      | true",
        "a.example:80               | a.example      | false",
        "10.0.0.1                   | 10.0.0.1       | true",
        "10.0.0.1                   | 10.0.0.10      | false",
        "0.0.1                      | 10.0.0.1       | false",
        "10.1.0.0/16                | 10.1.255.7     | true",
        "10.1.0.0/16                | 10.2.0.1       | false",
        "10.1.0.0/9                 | 10.127.0.1     | true",
        "10.1.0.0/33                | 10.1.0.0       | false",
        "10.1.0.0/x                 | 10.1.0.0       | false",
        "10.1.0.0/16                | a10.1.0.0      | false",
        "::1                        | [::1]          | true",
        "[::1]                      | [0:0:0:0:0:0:0:1] | true",
        "[::1]:443                  | [::1]          | true",
        "[::1]:80                   | [::1]          | false",
        "fe80::/10                  | [fe90::1]      | true",
        "fe80::/10                  | [ff80::1]      | false",
      })
  void containWhatTheListNames(String list, String host, boolean contained) {
    assertThat(Hosts.of(list).contain(host, 443)).isEqualTo(contained);
  }
}
