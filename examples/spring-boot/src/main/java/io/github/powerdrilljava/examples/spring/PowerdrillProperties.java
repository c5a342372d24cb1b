package io.github.powerdrilljava.examples.spring;

import io.github.powerdrilljava.PowerdrillClient;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** What the client needs to know, from {@code powerdrill.*}. */
@ConfigurationProperties("powerdrill")
record PowerdrillProperties(
    String apiKey,
    String userId,
    @DefaultValue(PowerdrillClient.DEFAULT_BASE_URL) String baseUrl,
    @DefaultValue("30s") Duration callTimeout) {

  /** Without the key. */
  @Override
  public String toString() {
    return "PowerdrillProperties[" + baseUrl + ", " + userId + "]";
  }
}
