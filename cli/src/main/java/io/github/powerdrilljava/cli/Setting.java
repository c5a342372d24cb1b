package io.github.powerdrilljava.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What holds of one setting.
 *
 * @param name as in the configuration file
 * @param value null if it is not set
 * @param origin where the value comes from
 * @param isOfProfile whether that is the configuration file
 */
record Setting(String name, @Nullable String value, String origin, boolean isOfProfile) {

  static final String BASE_URL = "base-url";
  static final String USER_ID = "user-id";
  static final String API_KEY_FILE = "api-key-file";
  static final String PROXY = "proxy";
  static final String PROXY_LOGIN_FILE = "proxy-login-file";
  static final String CA_CERT = "ca-cert";
  static final String TIMEOUT = "timeout";
  static final String CONNECT_TIMEOUT = "connect-timeout";

  /** What a profile can set. */
  static final List<String> PROFILE_KEYS =
      List.of(
          BASE_URL,
          USER_ID,
          API_KEY_FILE,
          PROXY,
          PROXY_LOGIN_FILE,
          CA_CERT,
          TIMEOUT,
          CONNECT_TIMEOUT);

  static final String NOWHERE = "default";

  /** How messages name it. */
  String named() {
    return isOfProfile ? name + " in " + origin : origin;
  }
}
