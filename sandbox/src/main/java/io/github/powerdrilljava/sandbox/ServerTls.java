package io.github.powerdrilljava.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Both ends of TLS: the server's key, made anew, and what makes a client trust its issuer. */
final class ServerTls {
  private static final String AUTHORITY = "authority";
  private static final String SERVER = "server";

  private final SSLContext server;
  private final SSLContext client;
  private final X509TrustManager trustManager;

  private ServerTls(KeyStore keys) throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(AUTHORITY, keys.getCertificate(AUTHORITY));
    trustManager = trustManager(trusted);
    client = context(new KeyManager[0], trustManager);
    keys.deleteEntry(AUTHORITY);
    server = context(keyManagers(keys), trustManager);
  }

  static ServerTls with(ServerCertificate certificate) {
    try (KeyTool keytool = new KeyTool()) {
      keytool.generate(AUTHORITY, List.of("-ext", "bc:c"));
      keytool.generate(SERVER, certificate.keytoolOptions());
      return new ServerTls(keytool.load());
    } catch (IOException e) {
      throw new UncheckedIOException("No certificate could be made", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK knows these kinds of keys", e);
    }
  }

  private static KeyManager[] keyManagers(KeyStore keys) throws GeneralSecurityException {
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, KeyTool.PASSWORD.toCharArray());
    return factory.getKeyManagers();
  }

  private static X509TrustManager trustManager(KeyStore trusted) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return Arrays.stream(factory.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static SSLContext context(KeyManager[] keys, TrustManager trust)
      throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, new TrustManager[] {trust}, null);
    return context;
  }

  /** The server's end of TLS on a connection; closing it closes the connection. */
  Socket layerOver(Socket socket) throws IOException {
    return server.getSocketFactory().createSocket(socket, null, true);
  }

  SSLContext client() {
    return client;
  }

  X509TrustManager trustManager() {
    return trustManager;
  }
}
