package io.github.powerdrilljava.examples.spark;

import io.github.powerdrilljava.DataSource;
import java.io.IOException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The table of the files that are in place, {@code _manifest}: Parquet, one row for each file. What
 * an export adds is kept in {@code _manifest.added} until its end, and so survives the driver.
 */
final class Manifest {

  /** Of the columns of {@code export}'s manifest, those that executors know. */
  private static final StructType COLUMNS =
      new StructType()
          .add("dataset", DataTypes.StringType, false)
          .add("id", DataTypes.StringType, false)
          .add("name", DataTypes.StringType, false)
          .add("path", DataTypes.StringType, false)
          .add("size", DataTypes.LongType, false)
          .add("listed_size", DataTypes.LongType, true)
          .add("sha256", DataTypes.StringType, false)
          .add("fetched_at", DataTypes.TimestampType, false);

  private static final int PATH = 3;
  private static final int SIZE = 4;
  private static final int LISTED_SIZE = 5;
  private static final int SHA256 = 6;
  private static final int FETCHED_AT = 7;

  private static final int MAX_UNSAVED_ROWS = 1000;

  private final SparkSession spark;
  private final FileSystem fileSystem;
  private final Path table;
  private final Path added;
  private final Path next;
  private final Map<String, Row> rows = new HashMap<>();
  private final List<Row> unsaved = new ArrayList<>();

  /** Reads the table, if there is one, and what an export that did not end has added. */
  Manifest(SparkSession spark, Path destination) throws IOException {
    this.spark = spark;
    this.fileSystem = destination.getFileSystem(spark.sparkContext().hadoopConfiguration());
    this.table = new Path(destination, "_manifest");
    this.added = new Path(destination, "_manifest.added");
    this.next = new Path(destination, "_manifest.next");
    if (!fileSystem.exists(table) && fileSystem.exists(new Path(next, "_SUCCESS"))) {
      rename(next, table);
    }
    read(table);
    read(added);
  }

  private void read(Path from) throws IOException {
    if (fileSystem.exists(from)) {
      for (Row row : spark.read().schema(COLUMNS).parquet(from.toString()).collectAsList()) {
        rows.merge(row.getString(PATH), row, Manifest::later);
      }
    }
  }

  private static Row later(Row one, Row other) {
    return one.getTimestamp(FETCHED_AT).after(other.getTimestamp(FETCHED_AT)) ? one : other;
  }

  /** The SHA-256 of the file as an export has written it; {@code null} if none has. */
  @Nullable String sha256(String path) {
    Row row = rows.get(path);
    return row == null ? null : row.getString(SHA256);
  }

  /** Whether the file is what an earlier export has brought, and the service states the same. */
  boolean isUnchanged(String path, @Nullable Long sizeOfFile, @Nullable Long listedSize) {
    Row row = rows.get(path);
    return row != null
        && Objects.equals(row.getLong(SIZE), sizeOfFile)
        && Objects.equals(row.isNullAt(LISTED_SIZE) ? null : row.getLong(LISTED_SIZE), listedSize);
  }

  /** Adds a file that is in place. */
  void add(DataSource of, String path, Fetched fetched) {
    Row row =
        RowFactory.create(
            of.datasetId(),
            of.id(),
            of.name(),
            path,
            fetched.size(),
            of.size(),
            fetched.sha256(),
            Timestamp.from(fetched.at()));
    rows.put(path, row);
    unsaved.add(row);
    if (unsaved.size() >= MAX_UNSAVED_ROWS) {
      save();
    }
  }

  /** Writes what has been added since, so that a driver that ends loses no more than that. */
  void save() {
    if (!unsaved.isEmpty()) {
      spark
          .createDataFrame(List.copyOf(unsaved), COLUMNS)
          .coalesce(1)
          .write()
          .mode(SaveMode.Append)
          .parquet(added.toString());
      unsaved.clear();
    }
  }

  /** Makes one table of all. */
  void close() throws IOException {
    save();
    if (fileSystem.exists(added)) {
      spark
          .createDataFrame(List.copyOf(rows.values()), COLUMNS)
          .coalesce(1)
          .write()
          .mode(SaveMode.Overwrite)
          .parquet(next.toString());
      fileSystem.delete(table, true);
      rename(next, table);
      fileSystem.delete(added, true);
    }
  }

  private void rename(Path from, Path to) throws IOException {
    if (!fileSystem.rename(from, to)) {
      throw new IOException(from + " could not be renamed to " + to);
    }
  }
}
