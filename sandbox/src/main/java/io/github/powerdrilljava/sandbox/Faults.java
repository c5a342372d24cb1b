package io.github.powerdrilljava.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The faults of one of the sandbox's two servers, and when they happen.
 *
 * <pre>{@code
 * sandbox.faults().next(Fault.failure(503, 9999, "try again"), Fault.reset(Moment.IN_BODY));
 * // The next request gets a 503, the one after it half a response, all others the real one.
 * }</pre>
 *
 * <p>Thread-safe. Requests take the faults in the order in which they have arrived whole.
 */
public final class Faults {
  private final LoopbackServer server;
  private final Deque<Fault> scheduled = new ArrayDeque<>();
  private @Nullable Lottery lottery;
  private long used;

  Faults(LoopbackServer server) {
    this.server = server;
  }

  private record Lottery(double share, Random random, List<Fault> faults) {
    @Nullable Fault draw() {
      return random.nextDouble() < share ? faults.get(random.nextInt(faults.size())) : null;
    }
  }

  /** Schedules faults, each for one request, in this order and after those already scheduled. */
  public synchronized void next(Fault... faults) {
    scheduled.addAll(List.of(faults));
  }

  /**
   * From now on, a share of the requests for which nothing is scheduled gets one of these faults.
   * The same seed gives the same requests the same faults, counted from here. Replaces what an
   * earlier call has set.
   *
   * @param share how many requests fail on average, from 0 (none) to 1 (all)
   * @throws IllegalArgumentException if there is no such share, or no fault
   */
  public synchronized void randomly(double share, long seed, Fault... faults) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("share must be from 0 to 1: " + share);
    }
    if (faults.length == 0) {
      throw new IllegalArgumentException("faults must not be empty");
    }
    lottery = new Lottery(share, new Random(seed), List.of(faults));
  }

  /** Forgets what is scheduled and what {@link #randomly} has set. */
  public synchronized void clear() {
    scheduled.clear();
    lottery = null;
  }

  /** How many of the scheduled faults are not used up yet. */
  public synchronized int pending() {
    return scheduled.size();
  }

  /** How many faults have been used up so far, scheduled and random ones. */
  public synchronized long used() {
    return used;
  }

  /**
   * Ends every connection to this server and lets the system refuse new ones, as if the server's
   * process had ended. Its port stays taken. No scheduled fault is used up meanwhile.
   */
  public void refuseConnections() {
    server.refuseConnections();
  }

  /** Ends what {@link #refuseConnections()} began: the server listens again, on the same port. */
  public void acceptConnections() {
    server.acceptConnections();
  }

  /** Takes the fault of a request that has arrived, or null if it gets the real response. */
  synchronized @Nullable Fault take() {
    Fault fault = scheduled.poll();
    if (fault == null && lottery != null) {
      fault = lottery.draw();
    }
    if (fault != null) {
      used++;
    }
    return fault;
  }

  /** Takes the next fault if it is one of a connection; returns whether it is. */
  synchronized boolean breaksNextConnection() {
    Fault fault = scheduled.peek();
    if (fault == null || !fault.isOnConnect()) {
      return false;
    }
    scheduled.remove();
    used++;
    return true;
  }
}
