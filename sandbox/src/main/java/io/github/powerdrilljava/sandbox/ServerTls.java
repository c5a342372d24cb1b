package io.github.powerdrilljava.sandbox;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/**
 * Both ends of TLS: the server's key, generated for each sandbox, and a client that trusts its
 * issuer.
 */
record ServerTls(SSLContext server, SSLContext client, X509TrustManager trustManager) {

  static ServerTls with(ServerCertificate certificate) {
    HeldCertificate authority =
        new HeldCertificate.Builder()
            .commonName("Sandbox authority")
            .certificateAuthority(0)
            .build();
    HandshakeCertificates server =
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate.issuedBy(authority))
            .build();
    HandshakeCertificates client =
        new HandshakeCertificates.Builder().addTrustedCertificate(authority.certificate()).build();
    return new ServerTls(server.sslContext(), client.sslContext(), client.trustManager());
  }

  /** The server's end of TLS on a connection; closing it closes the connection. */
  Socket layerOver(Socket socket) throws IOException {
    return server.getSocketFactory().createSocket(socket, null, true);
  }
}
