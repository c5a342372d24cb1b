package io.github.powerdrilljava.sandbox;

/** Thrown where the API says no; the message is what the caller is told. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  Refusal(ErrorCode code, String msg) {
    super(msg, null, false, false);
    this.code = code;
  }

  static Refusal invalid(String parameter, String rule) {
    return new Refusal(ErrorCode.PARAMETERS_INVALID, parameter + " " + rule);
  }

  static Refusal tooManyRequests() {
    return new Refusal(ErrorCode.TOO_MANY_REQUESTS, "rate limit reached");
  }

  ErrorCode code() {
    return code;
  }
}
