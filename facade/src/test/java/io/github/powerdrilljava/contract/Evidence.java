package io.github.powerdrilljava.contract;

import io.github.powerdrilljava.sandbox.ContractResponse;
import io.github.powerdrilljava.sandbox.ReceivedRequest;

/** What showed a finding, for a terminal: short, on one line, and without the API key. */
final class Evidence {

  private static final int MAX_LENGTH = 400;

  private Evidence() {}

  static String of(ReceivedRequest request, String body) {
    StringBuilder text = new StringBuilder(request.method() + " " + request.target());
    for (String name : new String[] {"Content-Type", "x-pd-external-trace-id"}) {
      request
          .header(name)
          .ifPresent(value -> text.append("; ").append(name).append(": ").append(value));
    }
    return shown(text + "; " + body);
  }

  static String of(ContractResponse response) {
    StringBuilder text = new StringBuilder("HTTP " + response.status());
    response
        .headers()
        .forEach((name, value) -> text.append("; ").append(name).append(": ").append(value));
    return shown(text + "; " + response.body());
  }

  /** One line that a terminal only shows. */
  static String shown(String text) {
    String plain =
        text.replace(Server.API_KEY, "…").replaceAll("[\\p{Cc}\\p{Cf}\\x{2028}\\x{2029}]+", " ");
    return plain.length() <= MAX_LENGTH ? plain : plain.substring(0, MAX_LENGTH - 1) + "…";
  }
}
