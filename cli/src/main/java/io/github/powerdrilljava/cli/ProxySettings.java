package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.Violation;
import io.github.powerdrilljava.cli.Proxies.Origin;
import java.net.PasswordAuthentication;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the proxies: the option, the variables that other programs obey, or the profile. NO_PROXY
 * exempts hosts from all of them.
 *
 * @param violations gets what is wrong with them
 */
record ProxySettings(Settings settings, List<Violation> violations) {

  /** In place of a URL: no proxy, whatever else is set. */
  static final String NONE = "none";

  private static final List<String> NO_PROXY = List.of("no_proxy", "NO_PROXY");

  /**
   * What holds.
   *
   * @param proxyOption null if it was not given
   * @param loginOption a file, null if it was not given
   * @return null if nothing is set
   */
  @Nullable Proxies find(@Nullable String proxyOption, @Nullable String loginOption) {
    Setting exempt = exempt();
    Hosts hosts = Hosts.of(exempt.value() == null ? "" : exempt.value());
    Setting https = forScheme(true, proxyOption);
    Setting http = forScheme(false, proxyOption);
    PasswordAuthentication login = login(loginOption);
    if (https.value() == null && http.value() == null && login == null) {
      return null;
    }
    boolean isSame = https.equals(http);
    Origin ofHttps = hosts.areAll() ? null : origin(https);
    Origin ofHttp = hosts.areAll() ? null : isSame ? ofHttps : origin(http);
    boolean isNamed = https.value() != null || http.value() != null;
    return new Proxies(ofHttps, ofHttp, isNamed, hosts, login, System.console());
  }

  Setting exempt() {
    return settings.of("no-proxy", null, NO_PROXY, null);
  }

  /** The proxy of URLs of one scheme. */
  Setting forScheme(boolean isHttps, @Nullable String proxyOption) {
    List<String> variables = new ArrayList<>();
    if (isHttps) {
      variables.addAll(List.of("https_proxy", "HTTPS_PROXY"));
    } else {
      variables.add("http_proxy");
      if (settings.variable("REQUEST_METHOD") == null) { // else a web server's client may set it
        variables.add("HTTP_PROXY");
      }
    }
    variables.addAll(List.of("all_proxy", "ALL_PROXY"));
    return settings.of(Setting.PROXY, proxyOption, variables, null);
  }

  private @Nullable Origin origin(Setting setting) {
    String value = setting.value();
    if (value == null || value.strip().equals(NONE)) {
      return null;
    }
    boolean isVariable = !setting.isOfProfile() && !setting.origin().startsWith("--");
    try {
      return new Origin(ProxyUrl.parse(value, isVariable), setting.origin());
    } catch (ProxyUrl.UnusableException e) {
      String shown = value.contains("@") ? "(hidden)" : "\"" + value + "\"";
      violations.add(
          new Violation(
              setting.named(),
              shown,
              e.getMessage() + (value.isBlank() ? "; \"none\" for no proxy" : "")));
      return null;
    }
  }

  private @Nullable PasswordAuthentication login(@Nullable String option) {
    Setting setting = settings.of(Setting.PROXY_LOGIN_FILE, option, List.of(), null);
    Path file = settings.file(setting);
    if (file == null) {
      return null;
    }
    String login = Connection.secret(setting.named(), "USER:PASSWORD", file, violations);
    int colon = login == null ? -1 : login.indexOf(':');
    if (login != null && colon < 1) {
      violations.add(
          new Violation(
              setting.named(), file.toString(), "must have USER:PASSWORD in its first line"));
    }
    return login == null || colon < 1
        ? null
        : new PasswordAuthentication(
            login.substring(0, colon), login.substring(colon + 1).toCharArray());
  }
}
