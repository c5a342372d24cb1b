package io.github.powerdrilljava.benchmarks;

import io.github.powerdrilljava.DownloadRequest;
import io.github.powerdrilljava.Downloader;
import io.github.powerdrilljava.PresignedUrl;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSink;
import okio.Okio;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.presignedurl.model.PresignedUrlDownloadRequest;
import software.amazon.awssdk.transfer.s3.S3TransferManager;
import software.amazon.awssdk.transfer.s3.model.PresignedDownloadFileRequest;

/** The fetchers that run in this JVM, and so are warm after some rounds. */
final class JavaFetchers implements AutoCloseable {

  private static final Instant LATER = Instant.parse("2099-01-01T00:00:00Z");

  private final OkHttpClient http;
  private final Downloader downloader;
  private final S3AsyncClient s3;
  private final S3TransferManager transferManager;

  /** All of them trust this certificate. */
  JavaFetchers(Path certificate) throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(certificate)) {
      trusted.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    TrustManager[] managers = trust.getTrustManagers();
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, managers, null);
    http =
        new OkHttpClient.Builder()
            .sslSocketFactory(tls.getSocketFactory(), (X509TrustManager) managers[0])
            .build();
    downloader = Downloader.builder().httpClient(http).build();
    s3 =
        S3AsyncClient.builder()
            .multipartEnabled(true)
            .region(Region.US_EAST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .httpClientBuilder(
                NettyNioAsyncHttpClient.builder().tlsTrustManagersProvider(() -> managers))
            .build();
    transferManager = S3TransferManager.builder().s3Client(s3).build();
  }

  Fetcher ours() {
    return (url, file) -> downloader.download(new PresignedUrl(url.toString(), LATER), file);
  }

  Fetcher ours(int connections) {
    return (url, file) ->
        downloader.download(
            DownloadRequest.of(new PresignedUrl(url.toString(), LATER), file)
                .withConnections(connections));
  }

  Fetcher okHttp() {
    return (url, file) -> {
      try (Response response =
              http.newCall(new Request.Builder().url(url.toString()).build()).execute();
          BufferedSink sink = Okio.buffer(Okio.sink(file.toFile()))) {
        sink.writeAll(response.body().source());
      }
    };
  }

  Fetcher transferManager() {
    return (url, file) ->
        transferManager
            .downloadFileWithPresignedUrl(
                PresignedDownloadFileRequest.builder()
                    .presignedUrlDownloadRequest(
                        PresignedUrlDownloadRequest.builder().presignedUrl(url.toURL()).build())
                    .destination(file)
                    .build())
            .completionFuture()
            .join();
  }

  @Override
  public void close() {
    downloader.close();
    transferManager.close();
    s3.close();
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
