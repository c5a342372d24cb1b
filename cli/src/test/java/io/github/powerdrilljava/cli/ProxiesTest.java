package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.Violation;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which proxy the environment and the option choose for a URL, as curl would. */
class ProxiesTest {

  private static final String REMOTE = "http://p.example:1";
  private static final String LOCAL = "http://127.0.0.1:2";

  private static @Nullable Proxies proxies(String variables, @Nullable String option) {
    Map<String, String> environment = new HashMap<>();
    for (String each :
        variables.replace("=R", "=" + REMOTE).replace("=L", "=" + LOCAL).split(";", -1)) {
      environment.put(each.split("=", 2)[0], each.split("=", 2)[1]);
    }
    List<Violation> violations = new ArrayList<>();
    Settings settings = new Settings(environment, null, violations);
    Proxies found = new ProxySettings(settings, violations).find(option, null);
    assertThat(violations).isEmpty();
    return found;
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "https_proxy=R,                     https://a.example, R of https_proxy, -",
        "all_proxy=R;https_proxy=L,         https://a.example, L of https_proxy, -",
        "https_proxy=L;no_proxy=a.example,  https://a.example, -, -",
        "https_proxy=L;no_proxy=*,          https://b.example, -, -",
        "https_proxy=L;no_proxy=a.example,  https://a.example, -, L",
        "https_proxy=R;http_proxy=L,        http://127.0.0.1:8080, L of http_proxy, -",
        "https_proxy=L,                     http://127.0.0.1:8080, -, -",
        "http_proxy=L,                      https://a.example, -, -",
        "http_proxy=R,                      http://127.0.0.1:8080, -, -",
        "https_proxy=R,                     https://localhost:8443, -, -",
        "https_proxy=L,                     https://localhost:8443, L of https_proxy, -",
        "http_proxy=L;no_proxy=127.0.0.1:1, http://127.0.0.1:8080, L of http_proxy, -",
        "http_proxy=L;no_proxy=127.0.0.1:8080, http://127.0.0.1:8080, -, -",
        "https_proxy=L,                     https://a.example, R of --proxy, R",
        "https_proxy=L,                     https://a.example, -, none",
      })
  void areChosenByTheUrl(
      String variables, String url, @Nullable String expected, @Nullable String option) {
    String given = option == null ? null : option.replace("R", REMOTE).replace("L", LOCAL);
    Proxies found = proxies(variables, given);
    Proxies.Origin chosen = found == null ? null : found.forUrl(URI.create(url));

    assertThat(chosen == null ? null : chosen.url() + " of " + chosen.origin())
        .isEqualTo(
            expected == null
                ? null
                : expected.replace("R of", REMOTE + " of").replace("L of", LOCAL + " of"));
  }

  /** A web server passes a header "Proxy" of its clients on to CGI programs as HTTP_PROXY. */
  @Test
  void ofHttpMayBeInCapitalsUnlessAWebServerRunsThis() {
    assertThat(proxies("HTTP_PROXY=L", null)).isNotNull();
    assertThat(proxies("HTTP_PROXY=L;REQUEST_METHOD=GET", null)).isNull();
  }
}
