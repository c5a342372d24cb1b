package io.github.powerdrilljava.benchmarks;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okio.FileSystem;

/** What is exported: the pages of a list, and the objects. */
final class ExportContents {

  static final String DATASET = "d";
  static final int PAGE_SIZE = 100;
  static final int LISTED = 100_000;

  private ExportContents() {}

  static String name(int number) {
    return "object " + number + ".csv";
  }

  /** The list of a dataset with so many data sources, a file for each page. */
  static void pages(Path directory, int count, long size) throws IOException {
    Path pages = directory.resolve("pages");
    FileSystem.SYSTEM.deleteRecursively(okio.Path.get(pages));
    Files.createDirectory(pages);
    for (int page = 1; page <= count / PAGE_SIZE + 1; page++) {
      String records =
          IntStream.range((page - 1) * PAGE_SIZE, Math.min(count, page * PAGE_SIZE))
              .mapToObj(
                  i ->
                      "{\"id\":\"ds-%d\",\"dataset_id\":\"d\",\"name\":\"%s\",\"type\":\"FILE\",\"status\":\"synched\",\"size\":%d}"
                          .formatted(i, name(i), size))
              .collect(Collectors.joining(","));
      Files.writeString(
          pages.resolve(page + ".json"),
          "{\"code\":0,\"data\":{\"page_number\":%d,\"page_size\":%d,\"total_items\":%d,\"records\":[%s]}}"
              .formatted(page, PAGE_SIZE, count, records));
    }
  }

  static Path random(Path file, int bytes) throws IOException {
    byte[] content = new byte[bytes];
    new Random(1).nextBytes(content);
    return Files.write(file, content);
  }

  static void sparse(Path file, long bytes) throws IOException {
    Files.deleteIfExists(file);
    try (RandomAccessFile made = new RandomAccessFile(file.toFile(), "rw")) {
      made.setLength(bytes);
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }

  static void requireFiles(Path target, int count) throws IOException {
    try (Stream<Path> files = Files.list(target)) {
      long there = files.filter(file -> !file.toString().endsWith(".jsonl")).count();
      if (there != count) {
        throw new IOException(there + " files instead of " + count);
      }
    }
  }
}
