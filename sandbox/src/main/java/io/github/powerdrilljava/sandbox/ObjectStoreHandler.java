package io.github.powerdrilljava.sandbox;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The object store: serves only requests whose URL was signed for them and has not expired. */
final class ObjectStoreHandler implements HttpHandler {
  private static final Pattern QUERY =
      Pattern.compile("Expires=(\\d{1,11})&Signature=([0-9a-f]{64})");

  private final Catalogue catalogue;
  private final UrlSigner signer;
  private final InstantSource clock;
  private final ContractCheck contract;
  private final ViolationLog violations;
  private final Consumer<ReceivedRequest> arrivals;

  ObjectStoreHandler(
      Catalogue catalogue,
      UrlSigner signer,
      InstantSource clock,
      ContractCheck contract,
      ViolationLog violations,
      Consumer<ReceivedRequest> arrivals) {
    this.catalogue = catalogue;
    this.signer = signer;
    this.clock = clock;
    this.contract = contract;
    this.violations = violations;
    this.arrivals = arrivals;
  }

  @Override
  public HttpResponse respond(ReceivedRequest request, byte[] body) {
    arrivals.accept(request);
    try {
      return response(request);
    } catch (RuntimeException e) {
      violations.add(request, e);
      return StoreError.INTERNAL.response("");
    }
  }

  private HttpResponse response(ReceivedRequest request) {
    if (carriesCredentials(request)) {
      return StoreError.FOREIGN_CREDENTIALS.response("");
    }
    Matcher query = QUERY.matcher(request.query());
    if (!query.matches()
        || !signer.isGenuine(query.group(2), request.method(), request.path(), query.group(1))) {
      return StoreError.SIGNATURE_DOES_NOT_MATCH.response("");
    }
    Instant now = clock.instant();
    Instant expires = Instant.ofEpochSecond(Long.parseLong(query.group(1)));
    if (!now.isBefore(expires)) {
      return StoreError.EXPIRED.response(
          "<Expires>" + expires + "</Expires><ServerTime>" + now + "</ServerTime>");
    }
    StoredObject object = find(request);
    return object == null
        ? StoreError.NO_SUCH_KEY.response("")
        : new ObjectResponse(request, object).response();
  }

  private boolean carriesCredentials(ReceivedRequest request) {
    List<String> carried =
        ReceivedRequest.SECRET_HEADERS.stream()
            .filter(header -> request.header(header).isPresent())
            .toList();
    for (String header : carried) {
      contract.reportCredentials(request, header);
    }
    return !carried.isEmpty();
  }

  private @Nullable StoredObject find(ReceivedRequest request) {
    List<String> segments = PathSegments.decode(request.path());
    if (segments.size() != 3) {
      return null;
    }
    return catalogue
        .object(segments.get(0), segments.get(1))
        .filter(object -> object.name().equals(segments.get(2)) && object.exists())
        .orElse(null);
  }
}
