package io.github.powerdrilljava.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Its sockets are like any other's, however they are asked for. */
class BufferingSocketFactoryTest {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final SocketFactory FACTORY =
      BufferingSocketFactory.insteadOf(SocketFactory.getDefault());

  private interface Connecting {
    Socket to(int port) throws IOException;
  }

  static Stream<Connecting> waysToConnect() {
    return Stream.of(
        port -> {
          Socket socket = FACTORY.createSocket();
          socket.connect(new InetSocketAddress(LOOPBACK, port));
          return socket;
        },
        port -> FACTORY.createSocket(LOOPBACK.getHostAddress(), port),
        port -> FACTORY.createSocket(LOOPBACK, port),
        port -> FACTORY.createSocket(LOOPBACK.getHostAddress(), port, LOOPBACK, 0),
        port -> FACTORY.createSocket(LOOPBACK, port, LOOPBACK, 0));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("waysToConnect")
  void bringsEveryByteBothWays(Connecting connecting) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK);
        Socket socket = connecting.to(server.getLocalPort());
        Socket accepted = server.accept()) {
      byte[] bytes = {0, 1, (byte) 0xff, 23};
      try (OutputStream out = accepted.getOutputStream()) {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().write(42);
        out.write(accepted.getInputStream().readNBytes(bytes.length + 1));
      }
      assertThat(socket.getInputStream().read()).isZero();
      assertThat(socket.getInputStream().readAllBytes()).containsExactly(1, 0xff, 23, 42);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("waysToConnect")
  void anEndInTheMiddleOfTlsIsAFailure(Connecting connecting) throws IOException {
    byte[] tlsData = {23, 3, 3, 0, 1, 42};
    try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK);
        Socket socket = connecting.to(server.getLocalPort())) {
      try (Socket accepted = server.accept()) {
        socket.getOutputStream().write(tlsData, 0, tlsData.length);
        assertThat(accepted.getInputStream().readNBytes(tlsData.length)).isEqualTo(tlsData);
      }
      assertThat(catchThrowable(socket.getInputStream()::read))
          .hasMessage("the server closed the connection without ending TLS");
    }
  }

  @Test
  void aFactoryOfTheUsersOwnStays() {
    SocketFactory own = new BufferingSocketFactory();
    assertThat(BufferingSocketFactory.insteadOf(own)).isSameAs(own);
  }
}
