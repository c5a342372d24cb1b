package io.github.powerdrilljava.sandbox;

/** Who may call the API. Every operation makes these checks, in the service's order. */
final class Team {
  static final String API_KEY_HEADER = "x-pd-api-key";
  static final String API_KEY = "sandbox-secret-key";
  static final String USER_ID = "tmm-sandbox";

  private static final String TRACE_ID_HEADER = "x-pd-external-trace-id";
  private static final int LONGEST_TRACE_ID = 128;

  private final RateLimit rateLimit;

  Team(RateLimit rateLimit) {
    this.rateLimit = rateLimit;
  }

  /** Checks the headers, before anything else of the request is read. */
  void admit(ReceivedRequest request) throws Refusal {
    checkKey(request);
    // The key identifies the team, and only a team's own requests count against its limit.
    if (!rateLimit.admits(request.arrivedAt())) {
      throw Refusal.tooManyRequests();
    }
    checkTraceId(request);
  }

  /** Checks the user, after all parameters have been read. */
  static void requireUser(String userId) throws Refusal {
    if (!userId.equals(USER_ID)) {
      throw new Refusal(ErrorCode.PERMISSION_DENIED, "user_id is no user of the team");
    }
  }

  private static void checkKey(ReceivedRequest request) throws Refusal {
    String key = request.header(API_KEY_HEADER).orElse("");
    if (key.isBlank()) {
      throw new Refusal(ErrorCode.CREDENTIALS_INSUFFICIENT, "insufficient.authentication");
    }
    if (!key.equals(API_KEY)) {
      throw new Refusal(ErrorCode.CREDENTIALS_WRONG, "invalid.authentication");
    }
  }

  private static void checkTraceId(ReceivedRequest request) throws Refusal {
    if (request.header(TRACE_ID_HEADER).orElse("").length() > LONGEST_TRACE_ID) {
      throw Refusal.invalid(
          TRACE_ID_HEADER, "must be at most " + LONGEST_TRACE_ID + " characters long");
    }
  }
}
