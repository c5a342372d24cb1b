package io.github.powerdrilljava.internal.export;

import io.github.powerdrilljava.AuthenticationException;
import io.github.powerdrilljava.DataSource;
import io.github.powerdrilljava.DownloadRequest;
import io.github.powerdrilljava.ExportRequest;
import io.github.powerdrilljava.ExportedDataSource;
import io.github.powerdrilljava.ExportedDataSource.Outcome;
import io.github.powerdrilljava.PowerdrillException;
import io.github.powerdrilljava.PresignRequest;
import io.github.powerdrilljava.ProgressListener;
import io.github.powerdrilljava.internal.download.DownloadService;
import io.github.powerdrilljava.internal.download.DownloadedFile;
import io.github.powerdrilljava.internal.export.ExportDirectory.Place;
import io.github.powerdrilljava.internal.http.Cancellation;
import io.github.powerdrilljava.internal.http.TraceIds;
import io.github.powerdrilljava.internal.store.RemoteObject;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings one data source into the directory: leaves a file as it is that is there, downloads one
 * that is not, and never touches one that someone else wrote or changed.
 */
final class DataSourceExport {

  private static final String FOREIGN = "is there, but not from an export to this directory";

  private final ExportRequest request;
  private final Function<PresignRequest, RemoteObject> objects;
  private final DownloadService downloads;
  private final ExportDirectory directory;
  private final Cancellation cancellation;
  private final FileContents contents;

  DataSourceExport(
      ExportRequest request,
      Function<PresignRequest, RemoteObject> objects,
      DownloadService downloads,
      ExportDirectory directory,
      Cancellation cancellation) {
    this.request = request;
    this.objects = objects;
    this.downloads = downloads;
    this.directory = directory;
    this.cancellation = cancellation;
    this.contents = new FileContents(downloads, cancellation);
  }

  /**
   * Brings it, or returns why that failed.
   *
   * @throws ManifestException if it is there, but cannot be recorded
   * @throws KeyRefusedException if no other data source can be brought either
   */
  ExportedDataSource run(Place place) throws ManifestException, KeyRefusedException {
    DataSource dataSource = place.dataSource();
    RemoteObject object = objects.apply(presign(dataSource)).listed(dataSource.size());
    Listener listener = new Listener(request.progress().ofDataSource(dataSource));
    try {
      return bring(place, object, listener);
    } catch (PowerdrillException e) {
      if (e.equals(listener.thrown)) {
        throw e;
      }
      if (e instanceof AuthenticationException refused) {
        throw new KeyRefusedException(refused);
      }
      return failed(place, e);
    } catch (ManifestException e) {
      throw e;
    } catch (IOException e) {
      String reason =
          e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
      return failed(place, failure(object, place, "could not be read, " + reason, e));
    }
  }

  /** Remembers what the caller's own listener throws. */
  private static final class Listener implements ProgressListener {
    private final ProgressListener own;
    private volatile @Nullable RuntimeException thrown;

    Listener(ProgressListener own) {
      this.own = own;
    }

    @Override
    public void onProgress(long receivedBytes, long totalBytes) {
      try {
        own.onProgress(receivedBytes, totalBytes);
      } catch (RuntimeException e) {
        thrown = e;
        throw e;
      }
    }
  }

  private static ExportedDataSource failed(Place place, PowerdrillException failure) {
    return new ExportedDataSource(place.dataSource(), Outcome.FAILED, place.file(), 0, failure);
  }

  private PresignRequest presign(DataSource dataSource) {
    return PresignRequest.of(request.datasetId(), dataSource.id())
        .withUserId(request.userId())
        .withExternalTraceId(request.externalTraceId())
        .withCallTimeout(request.callTimeout());
  }

  private ExportedDataSource bring(Place place, RemoteObject object, Listener listener)
      throws IOException {
    BasicFileAttributes there = attributes(place.file());
    ManifestEntry entry = place.entry();
    if (there != null && entry != null) {
      boolean isSame = isSame(place.dataSource(), entry);
      if (!isAsExported(place.file(), there, entry, !isSame)) {
        // A crash may have come after it was replaced, and before that was recorded.
        if (request.isDryRun() || !isCopyOf(object, place.file(), there)) {
          throw refusal(object, place, "was changed after it was exported");
        }
        return adopted(place, object);
      }
      if (isSame) {
        return new ExportedDataSource(
            place.dataSource(), Outcome.UNCHANGED, place.file(), there.size(), null);
      }
    }
    if (there != null && entry == null && !there.isRegularFile()) {
      throw refusal(object, place, FOREIGN);
    }
    if (request.isDryRun()) {
      return new ExportedDataSource(place.dataSource(), Outcome.MISSING, place.file(), 0, null);
    }
    if (there == null || entry != null) {
      return download(place, object, listener);
    }
    if (!isCopyOf(object, place.file(), there)) {
      throw refusal(object, place, FOREIGN);
    }
    return adopted(place, object);
  }

  private static @Nullable BasicFileAttributes attributes(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static PowerdrillException refusal(RemoteObject object, Place place, String reason) {
    return failure(object, place, reason + ". Move it away, and export again", null);
  }

  private static PowerdrillException failure(
      RemoteObject object, Place place, String reason, @Nullable IOException cause) {
    return object.failure(place.file() + " " + reason, new TraceIds(null, null), 0, cause);
  }

  /**
   * Whether a file is still the one that was exported: its times may lie, so not by them alone
   * where it is about to be replaced.
   */
  private boolean isAsExported(
      Path file, BasicFileAttributes there, ManifestEntry entry, boolean isToBeReplaced)
      throws IOException {
    if (!there.isRegularFile() || there.size() != entry.size()) {
      return false;
    }
    Instant modified = there.lastModifiedTime().toInstant();
    boolean mustRead =
        isToBeReplaced || request.verifiesFiles() || modified.isAfter(entry.fetchedAt());
    return !mustRead || contents.sha256(file).equals(entry.sha256().toLowerCase(Locale.ROOT));
  }

  /** Of what a service states of a data source, only the size changes with its bytes. */
  private static boolean isSame(DataSource dataSource, ManifestEntry entry) {
    return dataSource.size() == null
        || entry.listedSize() == null
        || dataSource.size().equals(entry.listedSize());
  }

  /** A file that is there although no entry says so: a crash may have come in between. */
  private boolean isCopyOf(RemoteObject object, Path file, BasicFileAttributes there)
      throws IOException {
    return there.isRegularFile() && contents.areThoseOf(object, file);
  }

  private ExportedDataSource download(Place place, RemoteObject object, Listener listener)
      throws IOException {
    DownloadRequest<PresignRequest> toFile =
        DownloadRequest.of(presign(place.dataSource()), place.file()).withProgress(listener);
    ManifestEntry entry = place.entry();
    DownloadedFile downloaded =
        entry == null || attributes(place.file()) == null
            ? downloads.fetch(toFile, object, cancellation, () -> {})
            : downloads.fetch(
                toFile.replacingExisting(),
                object,
                cancellation,
                () -> requireAsExported(place.file(), entry));
    return recorded(place, downloaded.validator());
  }

  /** Someone may have changed it since the download began. */
  private void requireAsExported(Path file, ManifestEntry entry) throws IOException {
    BasicFileAttributes now = attributes(file);
    if (now != null && !isAsExported(file, now, entry, true)) {
      throw new FileSystemException(
          file.toString(), null, "it was changed meanwhile. Move it away, and export again");
    }
  }

  /** A crash came before its line was written, and maybe before the download was tidied up. */
  private ExportedDataSource adopted(Place place, RemoteObject object) throws IOException {
    downloads.removeLeftovers(place.file(), object);
    return recorded(place, null);
  }

  private ExportedDataSource recorded(Place place, @Nullable String validator) throws IOException {
    DataSource dataSource = place.dataSource();
    long size = Files.size(place.file());
    ManifestEntry entry =
        new ManifestEntry(
            request.datasetId(),
            dataSource.id(),
            dataSource.name(),
            String.valueOf(place.file().getFileName()),
            size,
            dataSource.size(),
            contents.sha256(place.file()),
            Instant.now(),
            validator,
            directory.service());
    try {
      directory.add(entry);
    } catch (IOException e) {
      throw new ManifestException(e);
    }
    return new ExportedDataSource(dataSource, Outcome.DOWNLOADED, place.file(), size, null);
  }
}
