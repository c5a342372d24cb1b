package io.github.powerdrilljava.internal.http;

import java.io.IOException;
import java.net.Proxy;
import javax.net.ssl.SSLSocket;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Refuses a response over TLS that only the end of its connection would end, where a connection
 * that is cut could not be told from that: with sockets or TLS that are not the JDK's and ours.
 */
public final class TruncationGuard {

  private TruncationGuard() {}

  /** As a network interceptor. */
  static Response refuseUnknownEnds(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    Connection connection = chain.connection();
    if (connection != null && endsWithConnection(response) && !reportsCuts(connection)) {
      response.close();
      throw new MismatchException(
          "the response states no length, and over this connection (with a SOCKS proxy, or with"
              + " sockets or TLS of the given OkHttp client) nothing would show whether it is complete");
    }
    return response;
  }

  /**
   * Whether nothing but the end of its connection tells where a body ends. Of those that bring a
   * whole object: the range of a partial one states its length.
   */
  public static boolean endsWithConnection(Response response) {
    return response.code() == 200
        && response.body().contentLength() < 0
        && !"chunked".equalsIgnoreCase(response.header("Transfer-Encoding"));
  }

  /** Plain http has no end of its own. */
  private static boolean reportsCuts(Connection connection) {
    return !(connection.socket() instanceof SSLSocket tls)
        || (connection.route().address().socketFactory() instanceof BufferingSocketFactory
            && connection.route().proxy().type() != Proxy.Type.SOCKS // OkHttp asks no factory then
            && tls.getClass().getModule() == SSLSocket.class.getModule());
  }
}
