package io.github.powerdrilljava.examples.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** Writes a manifest as JSON Lines, on a Spark of its own: FROM TO. */
public final class ManifestAsJson {

  private ManifestAsJson() {}

  /** Runs it. */
  public static void main(String[] args) throws IOException {
    try (SparkSession spark = SparkSession.builder().getOrCreate()) {
      Files.write(Path.of(args[1]), spark.read().parquet(args[0]).toJSON().collectAsList());
    }
  }
}
