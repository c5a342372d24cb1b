package io.github.powerdrilljava;

import static io.github.powerdrilljava.TlsServer.End.CLOSE_NOTIFY;
import static io.github.powerdrilljava.TlsServer.End.FIN;
import static io.github.powerdrilljava.TlsServer.End.FIN_IN_RECORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A TLS connection that is cut never passes for one that has ended. */
@Timeout(60)
class TruncatedTlsTest {

  private static final String CONTENT = "a,b\n".repeat(50_000);
  private static final String UNTIL_THE_END =
      "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + CONTENT;
  private static final String CHUNKED =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
          + Integer.toHexString(CONTENT.length())
          + "\r\n"
          + CONTENT;
  private static final String SIZED =
      "HTTP/1.1 200 OK\r\nContent-Length: " + CONTENT.length() + "\r\n\r\n" + CONTENT;

  private static final Retries QUICK = new Retries(2, Duration.ZERO, Duration.ZERO, Duration.ZERO);

  static final List<String> VERSIONS = List.of("TLSv1.2", "TLSv1.3");

  @TempDir Path dir;

  static Stream<Arguments> cuts() {
    return VERSIONS.stream()
        .flatMap(
            version ->
                Stream.of(FIN, FIN_IN_RECORD)
                    .flatMap(
                        end ->
                            Stream.of(UNTIL_THE_END, CHUNKED)
                                .map(response -> Arguments.of(version, end, response))));
  }

  private static Downloader downloader(OkHttpClient http, Retries retries) {
    return Downloader.builder().httpClient(http).retries(retries).build();
  }

  private static Downloader downloader() {
    return downloader(TlsServer.trusting().build(), Retries.NONE);
  }

  private static PresignedUrl url(TlsServer server) {
    return new PresignedUrl(
        "https://localhost:" + server.port() + "/sales.csv?Signature=5ec2e7",
        Instant.parse("2124-01-01T00:00:00Z"));
  }

  @ParameterizedTest
  @FieldSource("VERSIONS")
  void aResponseThatTlsEndsIsWhole(String version) throws IOException {
    try (TlsServer server = new TlsServer(version);
        Downloader downloader = downloader()) {
      server.sends(UNTIL_THE_END, CLOSE_NOTIFY).sends(UNTIL_THE_END, CLOSE_NOTIFY);
      assertThat(downloader.download(url(server), dir)).hasContent(CONTENT);
      try (InputStream in = downloader.open(url(server))) {
        assertThat(in.readAllBytes()).asString().isEqualTo(CONTENT);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void aResponseThatIsCutIsNoFile(String version, TlsServer.End end, String response)
      throws IOException {
    try (TlsServer server = new TlsServer(version).sends(response, end);
        Downloader downloader = downloader()) {
      assertThatExceptionOfType(DownloadException.class)
          .isThrownBy(() -> downloader.download(url(server), dir))
          .withMessageContaining("the connection broke");
      try (Stream<Path> files = Files.list(dir)) {
        assertThat(files).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void aStreamThatIsCutDoesNotEnd(String version, TlsServer.End end, String response)
      throws IOException {
    try (TlsServer server = new TlsServer(version).sends(response, end);
        Downloader downloader = downloader();
        InputStream in = downloader.open(url(server))) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(in::readAllBytes)
          .withMessageContaining("the connection broke");
    }
  }

  @Test
  void aDownloadThatIsCutIsMadeAgain() throws IOException {
    try (TlsServer server = new TlsServer("TLSv1.3");
        Downloader downloader = downloader(TlsServer.trusting().build(), QUICK)) {
      server.sends(UNTIL_THE_END, FIN).sends(UNTIL_THE_END, CLOSE_NOTIFY);
      assertThat(downloader.download(url(server), dir)).hasContent(CONTENT);
    }
  }

  @ParameterizedTest
  @FieldSource("VERSIONS")
  void anIdleConnectionThatIsCutBreaksNothing(String version) throws Exception {
    try (TlsServer server = new TlsServer(version);
        Downloader downloader = downloader()) {
      server.sends(SIZED, FIN).sends(SIZED, FIN);
      assertThat(downloader.download(url(server), dir.resolve("1"))).hasContent(CONTENT);
      server.ended.await();
      assertThat(downloader.download(url(server), dir.resolve("2"))).hasContent(CONTENT);
    }
  }

  @ParameterizedTest
  @FieldSource("VERSIONS")
  void aTunnelThroughAProxyIsWatchedToo(String version) throws IOException {
    try (TlsServer server = new TlsServer(version);
        Downloader downloader = downloader(through(server, Proxy.Type.HTTP), Retries.NONE)) {
      server.sends(UNTIL_THE_END, CLOSE_NOTIFY).sends(UNTIL_THE_END, FIN);
      assertThat(downloader.download(url(server), dir)).hasContent(CONTENT);
      assertThatExceptionOfType(DownloadException.class)
          .isThrownBy(() -> downloader.download(url(server), dir.resolve("cut")))
          .withMessageContaining("the connection broke");
    }
  }

  private static OkHttpClient through(TlsServer server, Proxy.Type type) {
    return TlsServer.trusting()
        .proxy(new Proxy(type, new InetSocketAddress("localhost", server.port())))
        .build();
  }

  @Test
  void whereNothingWouldTellACutALengthIsNeeded() throws IOException {
    try (TlsServer server = new TlsServer("TLSv1.3")) {
      OkHttpClient ownSockets = TlsServer.trusting().socketFactory(new OwnSockets()).build();
      for (OkHttpClient http : List.of(ownSockets, through(server, Proxy.Type.SOCKS))) {
        try (Downloader downloader = downloader(http, QUICK)) {
          server.sends(UNTIL_THE_END, CLOSE_NOTIFY).sends(SIZED, FIN);
          assertThatExceptionOfType(DownloadException.class)
              .isThrownBy(() -> downloader.download(url(server), dir.resolve("x.csv")))
              .withMessageContaining("the response states no length");
          Path file = dir.resolve(http == ownSockets ? "1" : "2");
          assertThat(downloader.download(url(server), file)).hasContent(CONTENT);
        }
      }
    }
  }

  /** As a caller may bring them. */
  private static final class OwnSockets extends SocketFactory {
    private final SocketFactory plain = SocketFactory.getDefault();

    @Override
    public Socket createSocket() throws IOException {
      return plain.createSocket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return plain.createSocket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, java.net.InetAddress local, int localPort)
        throws IOException {
      return plain.createSocket(host, port, local, localPort);
    }

    @Override
    public Socket createSocket(java.net.InetAddress host, int port) throws IOException {
      return plain.createSocket(host, port);
    }

    @Override
    public Socket createSocket(
        java.net.InetAddress host, int port, java.net.InetAddress local, int localPort)
        throws IOException {
      return plain.createSocket(host, port, local, localPort);
    }
  }
}
