package io.github.powerdrilljava.internal.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Certificates that are trusted beside those that Java trusts. */
public final class TrustedCertificates {

  /** The system property that names the file of those that Java trusts. */
  public static final String OF_JAVA = "javax.net.ssl.trustStore";

  /** Far more than all public authorities of the world have. */
  private static final int MAX_BYTES = 4 * 1024 * 1024;

  private final List<X509Certificate> certificates;

  private TrustedCertificates(List<X509Certificate> certificates) {
    this.certificates = certificates;
  }

  /** A file cannot be used; the message is the rule that it breaks. */
  public static final class UnusableFileException extends Exception {
    private static final long serialVersionUID = 1L;

    private UnusableFileException(String rule, @Nullable Exception cause) {
      super(rule, cause);
    }
  }

  /**
   * Reads a PEM file.
   *
   * @param now by which at least one certificate must be valid
   */
  public static TrustedCertificates read(Path file, Instant now) throws UnusableFileException {
    byte[] content = content(file);
    if (new String(content, ISO_8859_1).contains("PRIVATE KEY-----")) {
      throw new UnusableFileException("must hold certificates only, and holds a private key", null);
    }
    List<X509Certificate> found = new ArrayList<>();
    try {
      CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(content))
          .forEach(each -> found.add((X509Certificate) each));
    } catch (CertificateException e) {
      throw new UnusableFileException(
          "must hold certificates as PEM; one cannot be read: " + Redactor.oneLine(said(e)), e);
    }
    if (found.isEmpty()) {
      throw new UnusableFileException(
          "must hold a certificate as PEM, which begins with -----BEGIN CERTIFICATE-----", null);
    }
    requireOneValid(found, now);
    return new TrustedCertificates(found);
  }

  private static byte[] content(Path file) throws UnusableFileException {
    if (Files.isDirectory(file)) {
      throw new UnusableFileException("must be a file, and is a directory", null);
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(MAX_BYTES + 1);
      if (content.length > MAX_BYTES) {
        throw new UnusableFileException("must be a PEM file of at most 4 MiB", null);
      }
      return content;
    } catch (NoSuchFileException e) {
      throw new UnusableFileException("does not exist", e);
    } catch (AccessDeniedException e) {
      throw new UnusableFileException("may not be read", e);
    } catch (IOException e) {
      throw new UnusableFileException("cannot be read: " + Redactor.oneLine(said(e)), e);
    }
  }

  private static String said(Exception e) {
    return String.valueOf(e.getMessage());
  }

  /** Bundles hold old ones, too. */
  private static void requireOneValid(List<X509Certificate> found, Instant now)
      throws UnusableFileException {
    if (found.stream()
        .noneMatch(
            each ->
                !now.isBefore(each.getNotBefore().toInstant())
                    && !now.isAfter(each.getNotAfter().toInstant()))) {
      X509Certificate newest =
          found.stream().max(Comparator.comparing(X509Certificate::getNotAfter)).orElseThrow();
      throw new UnusableFileException(
          "must hold a certificate that is valid now; that of "
              + Redactor.oneLine(newest.getSubjectX500Principal().getName())
              + " is valid from "
              + newest.getNotBefore().toInstant()
              + " to "
              + newest.getNotAfter().toInstant(),
          null);
    }
  }

  /**
   * Builds a client that trusts what Java trusts, and what is added.
   *
   * @param added null for nothing
   * @throws UnusableFileException if what Java trusts cannot be read
   */
  public static OkHttpClient build(OkHttpClient.Builder client, @Nullable TrustedCertificates added)
      throws UnusableFileException {
    try {
      if (added != null) {
        added.addTo(client);
      }
      return client.build();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) { // OkHttp, which is in Kotlin, declares none
      throw new UnusableFileException(
          "must be a store of certificates that Java can read, with the type and the password that"
              + " are set beside it: "
              + Redactor.oneLine(innermost(e)),
          e);
    }
  }

  private static String innermost(Exception failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  /** Has a client trust these beside those that Java trusts. */
  private void addTo(OkHttpClient.Builder client) throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    for (X509Certificate each : trustManager(null).getAcceptedIssuers()) {
      trusted.setCertificateEntry("java-" + trusted.size(), each);
    }
    for (X509Certificate each : certificates) {
      trusted.setCertificateEntry("added-" + trusted.size(), each);
    }
    X509TrustManager both = trustManager(trusted);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, new TrustManager[] {both}, null);
    client.sslSocketFactory(tls.getSocketFactory(), both);
  }

  /** That of a key store; null for that of Java. */
  private static X509TrustManager trustManager(@Nullable KeyStore trusted)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return (X509TrustManager) factory.getTrustManagers()[0];
  }
}
