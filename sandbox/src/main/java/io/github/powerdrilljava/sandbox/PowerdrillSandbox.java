package io.github.powerdrilljava.sandbox;

import io.github.powerdrilljava.sandbox.ReceivedRequest.Side;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A Powerdrill server on 127.0.0.1: the team API on one port and, on another, the object store that
 * its presigned URLs point to.
 *
 * <pre>{@code
 * try (PowerdrillSandbox sandbox = PowerdrillSandbox.start()) {
 *   sandbox.put("dset-1", "ds-1", Path.of("sales.csv"));
 *   // point a client at sandbox.baseUrl(), with sandbox.apiKey() and sandbox.userId()
 * }
 * }</pre>
 *
 * <p>Every API request and every API response is checked against the contract by a validator that
 * shares no code with any client. What fails the check is a {@link ContractViolation}, and {@link
 * #close()} throws if there are violations that nobody took: a test whose client violated the
 * contract fails.
 *
 * <p>It fails on request, see {@link #faults()} and {@link #storeFaults()}.
 *
 * <p>Thread-safe. All threads are daemons and end with {@link #close()}. The first sandbox of a JVM
 * takes about a second to start: it reads the contract.
 */
public final class PowerdrillSandbox implements AutoCloseable {
  private final SandboxClock clock = new SandboxClock();
  private final ViolationLog violations = new ViolationLog();
  private final Catalogue catalogue = new Catalogue();
  private final ArrivalLog requests = new ArrivalLog();
  private final RateLimit rateLimit = new RateLimit();
  private final Paging paging = new Paging();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final LoopbackServer api;
  private final LoopbackServer objectStore;
  private final @Nullable ServerTls tls;
  private final Faults faults;
  private final Faults storeFaults;

  private PowerdrillSandbox(
      LoopbackServer api, LoopbackServer objectStore, @Nullable ServerTls tls, Contract contract) {
    this.api = api;
    this.objectStore = objectStore;
    this.tls = tls;
    faults = new Faults(api);
    storeFaults = new Faults(objectStore);
    UrlSigner signer = new UrlSigner();
    Router router =
        new Router(
            new Team(rateLimit),
            Map.of(
                Route.LIST_DATASETS,
                new ListDatasets(catalogue, paging),
                Route.LIST_DATA_SOURCES,
                new ListDataSources(catalogue, paging),
                Route.GET_DATA_SOURCE,
                new GetDataSource(catalogue),
                Route.PRESIGN,
                new PresignOperation(
                    catalogue, signer, clock, "http://127.0.0.1:" + objectStore.port())));
    ContractCheck check = new ContractCheck(contract, violations);
    HttpHandler toApi =
        new ApiHandler(router, new RequiredFields(contract), check, violations, requests::add);
    HttpHandler toStore =
        new ObjectStoreHandler(catalogue, signer, clock, check, violations, requests::add);
    api.serve(new Connection.Endpoint(Side.API, toApi, faults, clock, tls));
    objectStore.serve(
        new Connection.Endpoint(Side.OBJECT_STORE, toStore, storeFaults, clock, null));
  }

  /**
   * Starts a sandbox whose two ports the system chooses.
   *
   * @throws UncheckedIOException if no port can be opened on 127.0.0.1
   */
  public static PowerdrillSandbox start() {
    return start(0);
  }

  /**
   * Starts a sandbox whose API listens on a port of the caller's choice.
   *
   * @param apiPort 1 to 65535, or 0 to let the system choose; the object store's port is always the
   *     system's choice
   * @throws UncheckedIOException if the port is taken or cannot be opened; the message names it
   * @throws IllegalArgumentException if there is no such port
   */
  public static PowerdrillSandbox start(int apiPort) {
    return start(apiPort, null, Contract.accepted());
  }

  /**
   * Starts a sandbox with another contract than the one that this project has accepted: it checks
   * both sides against that one, and adds to its responses what that one requires and the sandbox
   * does not set itself.
   *
   * @param contractJson a merged contract, see {@link ContractCheck#ContractCheck(String)}
   * @throws IllegalArgumentException if it is not JSON, or no validator can be made of it
   * @throws UncheckedIOException if no port can be opened on 127.0.0.1
   */
  public static PowerdrillSandbox start(String contractJson) {
    return start(0, null, Contract.of(contractJson));
  }

  /**
   * Starts a sandbox whose API is served over TLS, on ports that the system chooses. The object
   * store is served without TLS. Each sandbox generates its own key and certificate.
   *
   * @throws UncheckedIOException if no port can be opened on 127.0.0.1
   */
  public static PowerdrillSandbox startTls(ServerCertificate certificate) {
    return start(0, ServerTls.with(certificate), Contract.accepted());
  }

  static PowerdrillSandbox start(int apiPort, @Nullable ServerTls tls, Contract contract) {
    LoopbackServer api = LoopbackServer.open("api", apiPort);
    try {
      return new PowerdrillSandbox(api, LoopbackServer.open("object-store", 0), tls, contract);
    } catch (RuntimeException e) {
      api.close();
      throw e;
    }
  }

  /** The base URL for a client, such as {@code http://127.0.0.1:49152/api}. */
  public URI baseUrl() {
    return URI.create(
        (tls == null ? "http" : "https") + "://127.0.0.1:" + api.port() + ApiHandler.BASE_PATH);
  }

  /**
   * Trusts the authority that issues the sandbox's certificates, and nothing else. A certificate
   * that is {@link ServerCertificate#SELF_SIGNED} is therefore not trusted.
   *
   * @throws IllegalStateException if the sandbox was not started by {@link #startTls}
   */
  public X509TrustManager trustManager() {
    return requireTls().trustManager();
  }

  /**
   * The same trust as {@link #trustManager()}, as an SSL context.
   *
   * @throws IllegalStateException if the sandbox was not started by {@link #startTls}
   */
  public SSLContext sslContext() {
    return requireTls().client();
  }

  private ServerTls requireTls() {
    if (tls == null) {
      throw new IllegalStateException("The sandbox does not use TLS: start it with startTls");
    }
    return tls;
  }

  /** The faults of the API. */
  public Faults faults() {
    return faults;
  }

  /** The faults of the object store. */
  public Faults storeFaults() {
    return storeFaults;
  }

  /**
   * Limits the team's requests, as the service does, which allows 20 a second. There is no limit at
   * first. A request above the limit gets HTTP 429 and code 201.
   *
   * <p>The limit is a token bucket, as in gateways: that many requests at once, and from then on
   * that many a second, evenly. A refused request takes no token, and neither does one without the
   * right API key. A request that meets a fault takes one.
   *
   * @param requestsPerSecond 0 lifts the limit
   * @throws IllegalArgumentException if it is negative
   */
  public void limitRate(int requestsPerSecond) {
    rateLimit.set(requestsPerSecond);
  }

  /** The only API key that the sandbox accepts. */
  public String apiKey() {
    return Team.API_KEY;
  }

  /** The only user id that the sandbox accepts. */
  public String userId() {
    return Team.USER_ID;
  }

  /**
   * Serves a file as a data source, under its own file name: {@link #put(SandboxDataSource)} of
   * {@link SandboxDataSource#of}.
   *
   * @param datasetId any text that is not blank
   * @param dataSourceId any text that is not blank
   * @throws IllegalArgumentException if an id is blank
   * @throws UncheckedIOException if the file is not a regular file or cannot be read
   */
  public SandboxDataSource put(String datasetId, String dataSourceId, Path file) {
    return put(SandboxDataSource.of(datasetId, dataSourceId, file));
  }

  /**
   * Adds a data source to its dataset, which is made unless it is there. A file is not copied: each
   * request gets it as it is then, while lists show the size that the data source states. A data
   * source with the same ids is replaced and keeps its place in the list; any other comes last.
   *
   * @return the same
   * @throws UncheckedIOException if there is a file that is not a regular file or cannot be read
   */
  public SandboxDataSource put(SandboxDataSource dataSource) {
    return catalogue.put(dataSource);
  }

  /**
   * Names and describes a dataset, and makes it unless it is there. One that is only made by
   * putting a data source into it has its id for a name, and an empty description.
   *
   * @param id any text that is not blank
   * @param name any text
   * @param description any text
   * @throws IllegalArgumentException if the id is blank
   */
  public void putDataset(String id, String name, String description) {
    catalogue.putDataset(id, name, description);
  }

  /**
   * Removes a data source; its presigned URLs find nothing any more. Its dataset stays.
   *
   * @return whether it was there
   */
  public boolean remove(String datasetId, String dataSourceId) {
    return catalogue.remove(datasetId, dataSourceId);
  }

  /**
   * Makes the pages of lists no larger than this, whatever size is asked for, as a service may do
   * without a word: the response states the smaller size. There is no limit at first.
   *
   * @param records 0 lifts the limit
   * @throws IllegalArgumentException if it is negative
   */
  public void capPageSize(int records) {
    paging.capSize(records);
  }

  /**
   * Has a listener called before each page of a list is made, with the number of the page, so that
   * a test can put and remove things between pages. It runs on the thread of the request; the
   * response waits for it. There is one listener at a time.
   */
  public void onListing(IntConsumer listener) {
    paging.onListing(listener);
  }

  /**
   * Serves a whole directory: each folder in it is a dataset, and each regular file in such a
   * folder is a data source whose id is the file's name. Other files and deeper folders are
   * ignored.
   *
   * @return what was put, in the order of the folders' and the files' names
   * @throws UncheckedIOException if the directory or a file in it cannot be read
   */
  public List<SandboxDataSource> putAll(Path directory) {
    return catalogue.putAll(directory);
  }

  /**
   * Moves the sandbox's clock forward: URLs with a shorter lifetime expire, and the rate limit
   * refills for that time.
   *
   * @throws IllegalArgumentException if the duration is negative
   */
  public void advanceClock(Duration duration) {
    clock.advance(duration);
  }

  /** The sandbox's time: the system's, plus what {@link #advanceClock} has added. */
  public Instant now() {
    return clock.instant();
  }

  /**
   * The last 10,000 requests that have arrived at the API or the object store, in the order of
   * arrival.
   */
  public List<ReceivedRequest> requests() {
    return requests.list();
  }

  /** How many requests have arrived so far, including those that {@link #requests()} dropped. */
  public long requestCount() {
    return requests.count();
  }

  /** The violations that nobody has taken yet, in the order in which they were found. */
  public List<ContractViolation> violations() {
    return violations.list();
  }

  /**
   * Returns {@link #violations()} and forgets them, so that {@link #close()} does not throw for
   * them: for tests that violate the contract on purpose.
   */
  public List<ContractViolation> takeViolations() {
    return violations.take();
  }

  /**
   * Ends both servers, every connection and every thread, also during a download. Closing again
   * does nothing.
   *
   * @throws ContractViolationError if there are violations that nobody took; the servers have ended
   *     by then
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    api.close();
    objectStore.close();
    violations.requireNone();
  }
}
