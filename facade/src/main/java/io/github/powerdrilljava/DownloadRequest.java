package io.github.powerdrilljava;

import io.github.powerdrilljava.internal.http.Redactor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one object in a file: from where, to where, and how. Checked when it is used, before
 * anything is sent; {@link InvalidRequestException} names every rule that is broken.
 *
 * <pre>{@code
 * DownloadRequest<PresignRequest> request =
 *     DownloadRequest.of(PresignRequest.of("dset-…", "ds-…"), Path.of("sales.csv"))
 *         .replacingExisting()
 *         .withProgress((received, total) -> System.out.println(received + " of " + total));
 * }</pre>
 *
 * @param <S> {@link PresignRequest} where the service is asked for the URL, {@link PresignedUrl}
 *     where that is known; a {@link Downloader} takes the latter only
 */
public final class DownloadRequest<S extends DownloadSource> {

  private final S source;
  private final Path target;
  private final Options options;

  private DownloadRequest(S source, Path target, Options options) {
    this.source = source;
    this.target = Objects.requireNonNull(target, "target");
    this.options = options;
  }

  /** Changed only before it is given to the one request that holds it. */
  private static final class Options {
    private boolean replace;
    private ProgressListener progress = (received, total) -> {};
    private int connections;
    private long partSize;
    private @Nullable String sha256;
    private long maxBytesPerSecond;
    private @Nullable Duration callTimeout;

    Options copy() {
      Options copy = new Options();
      copy.replace = replace;
      copy.progress = progress;
      copy.connections = connections;
      copy.partSize = partSize;
      copy.sha256 = sha256;
      copy.maxBytesPerSecond = maxBytesPerSecond;
      copy.callTimeout = callTimeout;
      return copy;
    }
  }

  private DownloadRequest<S> with(Consumer<Options> change) {
    Options changed = options.copy();
    change.accept(changed);
    return new DownloadRequest<>(source, target, changed);
  }

  /**
   * A download that presigns first, and again when the URL expires. It refuses to replace an
   * existing file, and reports its progress to nobody.
   *
   * @param presign which data source, in whose name, and how long each URL is valid
   * @param target the file to create, or an existing directory, in which the file gets the last
   *     part of the URL's path as its name, or else the data source's id. The directory that it is
   *     created in must exist
   */
  public static DownloadRequest<PresignRequest> of(PresignRequest presign, Path target) {
    return new DownloadRequest<>(Objects.requireNonNull(presign, "presign"), target, new Options());
  }

  /**
   * A download by a URL that someone else has presigned; it fails where the URL expires first.
   *
   * @param target as for {@link #of(PresignRequest, Path)}; where the URL's path has no last part,
   *     the file is named "download"
   */
  public static DownloadRequest<PresignedUrl> of(PresignedUrl url, Path target) {
    return new DownloadRequest<>(Objects.requireNonNull(url, "url"), target, new Options());
  }

  /** The same download, which replaces an existing file once the new one is whole. */
  public DownloadRequest<S> replacingExisting() {
    return with(changed -> changed.replace = true);
  }

  /** The same download, which reports its progress to this listener. */
  public DownloadRequest<S> withProgress(ProgressListener progress) {
    Objects.requireNonNull(progress, "progress");
    return with(changed -> changed.progress = progress);
  }

  /**
   * The same download over this many connections, 1 to 64, from its beginning. By default one for
   * each 8 MiB of the object, 8 at most; half of them begin, and the others follow unless those
   * bring 100 MB/s each. Where the store does not support ranges, there is only one.
   */
  public DownloadRequest<S> withConnections(int connections) {
    return with(changed -> changed.connections = connections);
  }

  /**
   * The same download in parts of this many bytes, 65,536 (64 KiB) to 67,108,864 (64 MiB). A part
   * is the smallest piece that is assigned to a connection, and that the journal has a checksum of.
   * Default 1 MiB, more for objects of over 64 GiB.
   */
  public DownloadRequest<S> withPartSize(long bytes) {
    return with(changed -> changed.partSize = bytes);
  }

  /**
   * The same download, of an object that must have this SHA-256. Where it has another one, the
   * download fails with {@link DownloadException} and the target stays as it was. The checksums
   * that the store states are checked in any case.
   *
   * @param hex 64 hexadecimal digits
   */
  public DownloadRequest<S> withSha256(String hex) {
    Objects.requireNonNull(hex, "hex");
    return with(changed -> changed.sha256 = hex);
  }

  /**
   * The same download at no more than this many bytes a second, all connections together; at least
   * 1. By default there is no limit.
   */
  public DownloadRequest<S> withMaxBytesPerSecond(long bytes) {
    return with(changed -> changed.maxBytesPerSecond = bytes);
  }

  /**
   * The same download with a call timeout of its own: the longest time that it may receive nothing,
   * and, unless its {@link PresignRequest} has one, the longest time for each call that presigns. 1
   * ms to {@link Integer#MAX_VALUE} ms; {@code null} for that of the {@link PresignRequest}, or
   * else the client's, see {@link HttpSettings#callTimeout}. It does not limit the whole download.
   */
  public DownloadRequest<S> withCallTimeout(@Nullable Duration callTimeout) {
    return with(changed -> changed.callTimeout = callTimeout);
  }

  /** Where the URL comes from. */
  public S source() {
    return source;
  }

  /** The file to create, or the directory to create it in. */
  public Path target() {
    return target;
  }

  /** Whether an existing file is replaced; by default it is not. */
  public boolean replacesExisting() {
    return options.replace;
  }

  /** The listener that progress is reported to. */
  public ProgressListener progress() {
    return options.progress;
  }

  /** The most connections; 0, the default, lets the object's size decide. */
  public int connections() {
    return options.connections;
  }

  /** How many bytes a part has; 0, the default, lets the object's size decide. */
  public long partSize() {
    return options.partSize;
  }

  /** The SHA-256 that the object must have; {@code null}, the default, if none was given. */
  public @Nullable String sha256() {
    return options.sha256;
  }

  /** The most bytes a second; 0, the default, for no limit. */
  public long maxBytesPerSecond() {
    return options.maxBytesPerSecond;
  }

  /** The download's own call timeout; {@code null}, the default, if none was given. */
  public @Nullable Duration callTimeout() {
    return options.callTimeout;
  }

  @Override
  public String toString() {
    return "DownloadRequest["
        + "source="
        + source
        + ", target="
        + Redactor.oneLine(target.toString())
        + ", replacesExisting="
        + options.replace
        + "]";
  }
}
