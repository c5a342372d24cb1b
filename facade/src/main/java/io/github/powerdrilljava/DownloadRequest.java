package io.github.powerdrilljava;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Asks for the content of one data source in a file. Checked, like the {@link PresignRequest} it
 * holds, when it is used and before anything is sent.
 */
public final class DownloadRequest {

  private final PresignRequest presign;
  private final Path target;
  private final boolean replaceExisting;
  private final ProgressListener progress;

  private DownloadRequest(
      PresignRequest presign, Path target, boolean replaceExisting, ProgressListener progress) {
    this.presign = presign;
    this.target = target;
    this.replaceExisting = replaceExisting;
    this.progress = progress;
  }

  /**
   * A download that refuses to replace an existing file and tells nobody about its progress.
   *
   * @param presign which data source, and in whose name
   * @param target the file to be made, or an existing directory, in which the file gets the last
   *     part of the URL's path as its name, or else the data source's id. The directory it is made
   *     in must exist
   */
  public static DownloadRequest of(PresignRequest presign, Path target) {
    return new DownloadRequest(
        Objects.requireNonNull(presign, "presign"),
        Objects.requireNonNull(target, "target"),
        false,
        (received, total) -> {});
  }

  /** The same download, which replaces an existing file once the new one is whole. */
  public DownloadRequest replacingExisting() {
    return new DownloadRequest(presign, target, true, progress);
  }

  /** The same download, which tells this listener how far it is. */
  public DownloadRequest withProgress(ProgressListener progress) {
    return new DownloadRequest(
        presign, target, replaceExisting, Objects.requireNonNull(progress, "progress"));
  }

  /** Which data source, and in whose name. */
  public PresignRequest presign() {
    return presign;
  }

  /** The file to be made, or the directory to make it in. */
  public Path target() {
    return target;
  }

  /** Whether an existing file is replaced; by default it is not. */
  public boolean replacesExisting() {
    return replaceExisting;
  }

  /** Who is told how far the download is. */
  public ProgressListener progress() {
    return progress;
  }

  @Override
  public String toString() {
    return "DownloadRequest[presign="
        + presign
        + ", target="
        + target
        + ", replacesExisting="
        + replaceExisting
        + "]";
  }
}
