package io.github.powerdrilljava;

import io.github.powerdrilljava.internal.Redactor;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the content of one data source in a file. Checked, like the {@link PresignRequest} it
 * may hold, when it is used and before anything is sent.
 */
public final class DownloadRequest {

  private final @Nullable PresignRequest presign;
  private final @Nullable PresignedUrl url;
  private final Path target;
  private final Options options;

  private DownloadRequest(
      @Nullable PresignRequest presign, @Nullable PresignedUrl url, Path target, Options options) {
    this.presign = presign;
    this.url = url;
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

    Options copy() {
      Options copy = new Options();
      copy.replace = replace;
      copy.progress = progress;
      copy.connections = connections;
      copy.partSize = partSize;
      copy.sha256 = sha256;
      copy.maxBytesPerSecond = maxBytesPerSecond;
      return copy;
    }
  }

  private DownloadRequest with(Consumer<Options> change) {
    Options changed = options.copy();
    change.accept(changed);
    return new DownloadRequest(presign, url, target, changed);
  }

  /**
   * A download that presigns first, and again when the URL expires. It refuses to replace an
   * existing file and tells nobody about its progress.
   *
   * @param presign which data source, in whose name, and how long each URL is to live
   * @param target the file to be made, or an existing directory, in which the file gets the last
   *     part of the URL's path as its name, or else the data source's id. The directory it is made
   *     in must exist
   */
  public static DownloadRequest of(PresignRequest presign, Path target) {
    return new DownloadRequest(
        Objects.requireNonNull(presign, "presign"), null, target, new Options());
  }

  /**
   * A download by a URL that someone else has presigned, and that ends with it.
   *
   * @param target as for {@link #of(PresignRequest, Path)}; a file whose name the URL does not tell
   *     is called "download"
   */
  public static DownloadRequest of(PresignedUrl url, Path target) {
    return new DownloadRequest(null, Objects.requireNonNull(url, "url"), target, new Options());
  }

  /** The same download, which replaces an existing file once the new one is whole. */
  public DownloadRequest replacingExisting() {
    return with(changed -> changed.replace = true);
  }

  /** The same download, which tells this listener how far it is. */
  public DownloadRequest withProgress(ProgressListener progress) {
    Objects.requireNonNull(progress, "progress");
    return with(changed -> changed.progress = progress);
  }

  /**
   * The same download over so many connections, 1 to 64, from its beginning. By default as many as
   * the content has times 8 MiB, 8 at most; half of them begin, and the others follow unless those
   * bring 100 MB/s each.
   */
  public DownloadRequest withConnections(int connections) {
    return with(changed -> changed.connections = connections);
  }

  /**
   * The same download in parts of so many bytes, 64 KiB to 64 MiB: what a connection takes on at a
   * time, and what the journal has a checksum of. Default 1 MiB, more for objects of over 64 GiB.
   */
  public DownloadRequest withPartSize(long bytes) {
    return with(changed -> changed.partSize = bytes);
  }

  /**
   * The same download, whose content must have this SHA-256.
   *
   * @param hex 64 hexadecimal digits
   */
  public DownloadRequest withSha256(String hex) {
    Objects.requireNonNull(hex, "hex");
    return with(changed -> changed.sha256 = hex);
  }

  /** The same download at no more than so many bytes a second, all connections together. */
  public DownloadRequest withMaxBytesPerSecond(long bytes) {
    return with(changed -> changed.maxBytesPerSecond = bytes);
  }

  /** Which data source, and in whose name; {@code null} if there is a URL already. */
  public @Nullable PresignRequest presign() {
    return presign;
  }

  /** The URL that is there already; {@code null} if it is to be presigned. */
  public @Nullable PresignedUrl url() {
    return url;
  }

  /** The file to be made, or the directory to make it in. */
  public Path target() {
    return target;
  }

  /** Whether an existing file is replaced; by default it is not. */
  public boolean replacesExisting() {
    return options.replace;
  }

  /** Who is told how far the download is. */
  public ProgressListener progress() {
    return options.progress;
  }

  /** How many connections at most; 0 lets the content's length decide. */
  public int connections() {
    return options.connections;
  }

  /** How many bytes a part has; 0 lets the content's length decide. */
  public long partSize() {
    return options.partSize;
  }

  /** The SHA-256 that the content must have, {@code null} if any will do. */
  public @Nullable String sha256() {
    return options.sha256;
  }

  /** How many bytes a second at most; 0 for no limit. */
  public long maxBytesPerSecond() {
    return options.maxBytesPerSecond;
  }

  @Override
  public String toString() {
    return "DownloadRequest["
        + (presign == null ? "url=" + url : "presign=" + presign)
        + ", target="
        + Redactor.oneLine(target.toString())
        + ", replacesExisting="
        + options.replace
        + "]";
  }
}
