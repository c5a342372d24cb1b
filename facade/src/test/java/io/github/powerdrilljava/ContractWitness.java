package io.github.powerdrilljava;

import io.github.powerdrilljava.sandbox.ContractCheck;
import io.github.powerdrilljava.sandbox.ContractViolationError;
import io.github.powerdrilljava.sandbox.ReceivedRequest;
import java.io.IOException;
import java.lang.reflect.Method;
import java.time.Instant;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import okio.GzipSource;
import okio.Okio;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.function.Executable;

/**
 * Sees what goes over the wire between a client and any server, and fails the test in which either
 * side breaks the contract.
 */
final class ContractWitness implements InvocationInterceptor {

  private static final String API_KEY_HEADER = "x-pd-api-key";

  private final ContractCheck contract;

  /** Holds both sides to the accepted contract. */
  ContractWitness() {
    this(ContractDocument.accepted());
  }

  ContractWitness(ContractDocument document) {
    contract = new ContractCheck(document.json());
  }

  /** The client to derive others from, whose calls are to be seen. */
  OkHttpClient httpClient(String baseUrl) {
    String basePath = HttpUrl.get(baseUrl).encodedPath().replaceFirst("/$", "");
    return new OkHttpClient.Builder().addNetworkInterceptor(chain -> see(chain, basePath)).build();
  }

  private Response see(Interceptor.Chain chain, String basePath) throws IOException {
    Request request = chain.request();
    if (request.method().equals("GET") && request.header(API_KEY_HEADER) == null) {
      return chain.proceed(request); // a download, of which the contract says nothing
    }
    Buffer body = new Buffer();
    if (request.body() != null) {
      request.body().writeTo(body);
    }
    ReceivedRequest seen =
        new ReceivedRequest(
            ReceivedRequest.Side.API,
            Instant.now(),
            request.method(),
            target(request.url(), basePath),
            request.headers().toMultimap());
    contract.checkRequest(seen, body.copy().readByteArray());
    RequestBody again = null;
    if (request.body() != null) {
      again = RequestBody.create(body.readByteString(), request.body().contentType());
    }
    Response response = chain.proceed(request.newBuilder().method(request.method(), again).build());
    contract.checkResponse(
        seen, response.code(), response.headers().toMultimap(), inflatedBody(response));
    return response;
  }

  /** As the contract check wants it: below {@code /api}, wherever the server has its base URL. */
  private static String target(HttpUrl url, String basePath) {
    String path = url.encodedPath();
    String query = url.encodedQuery() == null ? "" : "?" + url.encodedQuery();
    return (path.startsWith(basePath + "/") ? "/api" + path.substring(basePath.length()) : path)
        + query;
  }

  private static byte[] inflatedBody(Response response) throws IOException {
    BufferedSource sent = response.peekBody(Long.MAX_VALUE).source();
    boolean gzip = "gzip".equalsIgnoreCase(response.header("Content-Encoding"));
    return (gzip ? Okio.buffer(new GzipSource(sent)) : sent).readByteArray();
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    judge(
        method.getExecutable().getAnnotation(ContractTest.Clause.class).value(),
        invocation::proceed);
  }

  /**
   * Runs a test of a clause. A violation comes first, as it is why the test failed, if it did.
   *
   * @param clause a JSON pointer into the contract
   */
  void judge(String clause, Executable test) throws Throwable {
    Throwable failure = null;
    try {
      test.execute();
    } catch (Throwable e) {
      failure = e;
    }
    try {
      contract.requireKept();
    } catch (ContractViolationError violation) {
      if (failure != null) {
        violation.addSuppressed(failure);
      }
      throw violation;
    }
    if (failure != null) {
      throw new AssertionError(
          "The test of the contract's clause " + clause + " failed: " + failure, failure);
    }
  }
}
