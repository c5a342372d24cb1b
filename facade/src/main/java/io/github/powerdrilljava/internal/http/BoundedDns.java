package io.github.powerdrilljava.internal.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Dns;
import org.jspecify.annotations.Nullable;

/**
 * Waits for another DNS no longer than making a connection may take: a lookup that blocks cannot be
 * ended, only left.
 *
 * @param bound zero for none
 */
public record BoundedDns(Dns dns, Duration bound) implements Dns {

  /** A name server did not respond in time. */
  public static final class NoResponseException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    public NoResponseException(String host) {
      super(host);
    }
  }

  @Override
  public List<InetAddress> lookup(String hostname) throws UnknownHostException {
    if (bound.isZero()) {
      return dns.lookup(hostname);
    }
    FutureTask<List<InetAddress>> lookup = new FutureTask<>(() -> dns.lookup(hostname));
    Transport.daemon(lookup).start();
    try {
      return lookup.get(bound.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new NoResponseException(hostname);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoResponseException(hostname);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } finally {
      lookup.cancel(true);
    }
  }

  /** By hand: what a record brings is put together when it is first called, which takes long. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof BoundedDns that && dns.equals(that.dns) && bound.equals(that.bound);
  }

  @Override
  public int hashCode() {
    return 31 * dns.hashCode() + bound.hashCode();
  }

  private static UnknownHostException failure(@Nullable Throwable cause) {
    if (cause instanceof UnknownHostException unknown) {
      return unknown;
    }
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    UnknownHostException unknown = new UnknownHostException(String.valueOf(cause));
    unknown.initCause(cause);
    return unknown;
  }

  /** One of its own ways to look up is kept; the usual one comes back to {@link #lookup}. */
  @Override
  public Dns.Call newCall(Dns.Request request) {
    return dns.newCall(request);
  }
}
