package io.github.powerdrilljava.internal.http;

import io.github.powerdrilljava.PowerdrillConnectionException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import okhttp3.HttpUrl;

/** Turns an I/O failure before or during a response into an exception that states what to check. */
public final class ConnectionErrors {

  private final Transport transport;
  private final Redactor redactor;

  public ConnectionErrors(Transport transport, Redactor redactor) {
    this.transport = transport;
    this.redactor = redactor;
  }

  /**
   * Makes the failure of a call.
   *
   * @param action what was asked for, phrased to follow "Could not"
   * @param traceId the caller's id of the call
   */
  public PowerdrillConnectionException of(
      String action, HttpUrl url, String traceId, IOException cause) {
    return new PowerdrillConnectionException(
        "Could not "
            + action
            + ": "
            + noResponse("response", url, cause)
            + new TraceIds(null, traceId).sentence(),
        traceId,
        cause);
  }

  /**
   * States that something is missing, and why; phrased to follow a colon, ends with a full stop.
   *
   * @param missing such as "complete response"
   */
  public String noResponse(String missing, HttpUrl url, IOException cause) {
    boolean isBroken = cause instanceof BrokenResponseException;
    return "no "
        + (isBroken ? "valid response" : missing)
        + " from "
        + address(url)
        + ", "
        + reason(cause);
  }

  /** The host, with its port where that is not the usual one. */
  public static String address(HttpUrl url) {
    return url.port() == HttpUrl.defaultPort(url.scheme())
        ? url.host()
        : url.host() + ":" + url.port();
  }

  /** Phrased to follow a comma, ends with a full stop. */
  public String reason(IOException cause) {
    if (transport.isClosed()) {
      return "the client was closed.";
    }
    if (cause instanceof BoundedDns.NoResponseException) {
      return "its name was not resolved in time. Check the network and DNS, or allow more time.";
    }
    if (cause instanceof UnknownHostException) {
      return "its name cannot be resolved. Check the name, the network and DNS.";
    }
    if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
      return "connection refused, or host unreachable. Check the address, the network and the proxy.";
    }
    if (cause instanceof SSLException) {
      return "TLS failed: "
          + said(cause)
          + ". Check the certificate, the trust store and the clock.";
    }
    if (Thread.currentThread().isInterrupted()) {
      return "the thread was interrupted.";
    }
    return cause instanceof InterruptedIOException ? late(cause) : other(cause);
  }

  private static String late(IOException cause) {
    return cause instanceof SocketTimeoutException
        ? "it did not connect or went silent for too long. Check the network, or allow more time."
        : "the call took longer than its timeout. Check the network, or allow more time.";
  }

  private String other(IOException cause) {
    if (cause instanceof CancelledException) {
      return "the call was cancelled.";
    }
    if (cause instanceof ProxyException || cause instanceof InterceptorException) {
      return said(cause) + ".";
    }
    if (cause instanceof CleartextPolicy.RefusedException) {
      return "plain http is not sent to other machines: "
          + said(cause)
          + ". Use https, or allowInsecureHttp().";
    }
    if (cause instanceof BrokenResponseException) {
      return said(cause) + ". Check whether a proxy in between changes what it passes on.";
    }
    return "the connection broke: " + said(cause) + ".";
  }

  /** What it was, where it has no words of its own. */
  private String said(IOException failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank()
        ? failure.getClass().getSimpleName()
        : redactor.redact(message);
  }
}
