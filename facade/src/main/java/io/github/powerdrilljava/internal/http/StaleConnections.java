package io.github.powerdrilljava.internal.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * Where a kept connection fails, drops all idle ones before the next attempt: their server may have
 * restarted or frozen, and each would cost an attempt. One listener for each call.
 */
final class StaleConnections extends EventListener {

  private final ConnectionPool pool;
  private volatile boolean connected;
  private volatile boolean reused;

  StaleConnections(ConnectionPool pool) {
    this.pool = pool;
  }

  @Override
  public void connectEnd(
      Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol) {
    connected = true;
  }

  @Override
  public void connectionAcquired(Call call, Connection connection) {
    reused = !connected;
    connected = false;
  }

  @Override
  public void requestFailed(Call call, IOException e) {
    drop(call);
  }

  @Override
  public void responseFailed(Call call, IOException e) {
    drop(call);
  }

  /** By now, an HTTP/2 connection is idle itself, unless others wait on it. */
  @Override
  public void callFailed(Call call, IOException e) {
    drop(call);
  }

  private void drop(Call call) {
    if (reused && !call.isCanceled()) {
      pool.evictAll();
    }
  }
}
