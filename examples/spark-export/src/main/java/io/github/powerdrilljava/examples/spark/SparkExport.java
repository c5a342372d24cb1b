package io.github.powerdrilljava.examples.spark;

import io.github.powerdrilljava.PowerdrillClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/** Exports a dataset to a directory of any Hadoop file system, by all executors of a cluster. */
public final class SparkExport {

  private static final int USAGE = 2;
  private static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(10);

  private SparkExport() {}

  /**
   * Runs the export.
   *
   * @param args the dataset's id, the destination such as {@code s3a://bucket/sales}, and how many
   *     seconds each URL shall live, by default 600
   * @throws IOException if the destination cannot be written to
   */
  public static void main(String[] args) throws IOException {
    if (args.length < 2 || args.length > 3) {
      System.err.println("Usage: SparkExport DATASET_ID DESTINATION [SECONDS_THAT_URLS_LIVE]");
      System.exit(USAGE);
    }
    Duration lifetime =
        args.length == 3 ? Duration.ofSeconds(Long.parseLong(args[2])) : DEFAULT_LIFETIME;
    SparkConf settings = withoutKey(new SparkConf(), System.getenv());
    try (PowerdrillClient powerdrill = PowerdrillClient.fromEnvironment();
        SparkSession spark =
            SparkSession.builder().appName("powerdrill-export").config(settings).getOrCreate()) {
      System.out.println(new Export(powerdrill, spark, args[0], args[1], lifetime).run());
    }
  }

  /**
   * The settings, none of which gives the API key away: Spark shows them to all who see its pages,
   * and writes them to its event log. Executors that inherit the driver's environment, as those of
   * {@code local-cluster} do, get an empty variable instead.
   *
   * @throws IllegalArgumentException if a setting holds the key
   */
  static SparkConf withoutKey(SparkConf settings, Map<String, String> environment) {
    @Nullable String key = environment.get(PowerdrillClient.API_KEY_VARIABLE);
    if (key != null && !key.isBlank()) {
      for (Tuple2<String, String> setting : settings.getAll()) {
        if (setting._2().contains(key)) {
          throw new IllegalArgumentException(
              "The Spark property "
                  + setting._1()
                  + " holds the API key, which everyone could then read: set only "
                  + PowerdrillClient.API_KEY_VARIABLE
                  + " in the environment of the driver");
        }
      }
    }
    return settings.setExecutorEnv(PowerdrillClient.API_KEY_VARIABLE, "");
  }
}
