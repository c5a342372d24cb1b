package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.DownloadException;
import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.PowerdrillConnectionException;
import io.github.powerdrilljava.Violation;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The way to the service: proxy, certificates and timeouts. */
final class NetworkOptions {

  @Option(
      names = "--proxy",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description =
          "The HTTP proxy, http://HOST:PORT, or none. Default: HTTPS_PROXY, HTTP_PROXY or ALL_PROXY."
              + " Hosts in NO_PROXY are reached directly, and this machine unless the proxy is on it")
  private @Nullable String proxy;

  @Option(
      names = "--proxy-login-file",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description =
          "A file whose first line is USER:PASSWORD for the proxy, and that nobody else can read."
              + " Default: those in the variable's URL; a terminal is asked for what is missing")
  private @Nullable String proxyLoginFile;

  @Option(
      names = "--ca-cert",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "A PEM file with certificates to trust in addition to those that Java trusts")
  private @Nullable String caCert;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      scope = ScopeType.INHERIT,
      description =
          "The longest time for a call with its attempts, and the longest silence in a download: 45,"
              + " 45s, 2m or 500ms. Default: 30s")
  private @Nullable String timeout;

  @Option(
      names = "--connect-timeout",
      paramLabel = "TIME",
      scope = ScopeType.INHERIT,
      description = "The longest time to make a connection. Default: 10s")
  private @Nullable String connectTimeout;

  private volatile Proxies.@Nullable Origin usedProxy;

  /** The options by their names, null where they were not given. */
  Map<String, @Nullable Object> given() {
    Map<String, @Nullable Object> given = new LinkedHashMap<>();
    given.put("--proxy", proxy);
    given.put("--proxy-login-file", proxyLoginFile);
    given.put("--ca-cert", caCert);
    given.put("--timeout", timeout);
    given.put("--connect-timeout", connectTimeout);
    return given;
  }

  /** What holds, without secrets. */
  List<Setting> settings(Settings found) {
    ProxySettings proxies = new ProxySettings(found, new ArrayList<>());
    Setting https = shown(proxies.forScheme(true, proxy));
    Setting http = shown(proxies.forScheme(false, proxy));
    List<Setting> all = new ArrayList<>();
    all.add(https);
    if (!https.equals(http)) {
      all.add(new Setting("proxy of http", http.value(), http.origin(), false));
    }
    all.add(proxies.exempt());
    all.add(file(found, Setting.PROXY_LOGIN_FILE, proxyLoginFile));
    all.add(file(found, Setting.CA_CERT, caCert));
    all.add(found.of(Setting.TIMEOUT, timeout, List.of(), "30s"));
    all.add(found.of(Setting.CONNECT_TIMEOUT, connectTimeout, List.of(), "10s"));
    return all;
  }

  /** A proxy's URL may hold a password. */
  private static Setting shown(Setting setting) {
    String value = setting.value();
    return new Setting(
        setting.name(),
        value != null && value.contains("@")
            ? "(login hidden)@" + value.substring(value.lastIndexOf('@') + 1)
            : value,
        setting.origin(),
        setting.isOfProfile());
  }

  private static Setting file(Settings found, String name, @Nullable String option) {
    Setting setting = found.of(name, option, List.of(), null);
    Path file = found.file(setting);
    return file == null ? setting : new Setting(name, file.toString(), setting.origin(), false);
  }

  /** Gives back the settings by their names in the facade. */
  Map<String, Setting> set(
      PowerdrillClient.Builder client, Settings found, List<Violation> broken) {
    Setting call = found.of(Setting.TIMEOUT, timeout, List.of(), null);
    Duration callTime = TimeText.read(call, broken);
    if (callTime != null) {
      client.callTimeout(callTime);
    }
    Setting connect = found.of(Setting.CONNECT_TIMEOUT, connectTimeout, List.of(), null);
    Duration connectTime = TimeText.read(connect, broken);
    if (connectTime != null) {
      client.connectTimeout(connectTime);
    }
    Setting certificates = found.of(Setting.CA_CERT, caCert, List.of(), null);
    Path pem = found.file(certificates);
    if (pem != null && pem.toString().isEmpty()) {
      broken.add(new Violation(certificates.named(), "", "must name a file, and is empty"));
    } else if (pem != null) {
      client.trustCertificates(pem);
    }
    Proxies proxies = new ProxySettings(found, broken).find(proxy, proxyLoginFile);
    if (proxies != null) {
      client.proxyAuthenticator(proxies.login());
      if (proxies.isNamed()) {
        client.proxy(proxies.selector(used -> usedProxy = used));
      }
    }
    return Map.of(
        "callTimeout", call, "connectTimeout", connect, "trustCertificates", certificates);
  }

  static Violation named(Violation violation, Map<String, Setting> settings) {
    Setting setting = settings.get(violation.field());
    return setting == null
        ? violation
        : new Violation(setting.named(), violation.value(), violation.rule());
  }

  /** Where the proxy is set that stood between this machine and what failed; empty if none did. */
  String noteOn(Throwable failure) {
    Proxies.Origin used = usedProxy;
    boolean isOfNetwork =
        failure instanceof PowerdrillConnectionException
            || (failure instanceof DownloadException
                && failure.getCause() instanceof IOException cause
                && !(cause instanceof FileSystemException));
    return used == null || !isOfNetwork
        ? ""
        : " The proxy " + used.url() + " is set by " + used.origin() + ".";
  }
}
