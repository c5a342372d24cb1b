package io.github.powerdrilljava.examples.plain;

import io.github.powerdrilljava.DataSources;
import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.PresignedUrl;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Presigns each data source on a virtual thread of its own: blocking calls, which pin no carrier. */
public final class OnVirtualThreads {

  private OnVirtualThreads() {}

  /** Arguments: the id of a dataset, and those of its data sources. */
  public static void main(String[] arguments) throws InterruptedException {
    try (PowerdrillClient powerdrill = PowerdrillClient.fromEnvironment()) {
      presign(powerdrill.dataSources(), arguments[0], Stream.of(arguments).skip(1).toList())
          .forEach(url -> System.out.println(url.url()));
    }
  }

  static List<PresignedUrl> presign(DataSources dataSources, String datasetId, List<String> ids)
      throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<PresignedUrl>> calls =
          ids.stream()
              .<Callable<PresignedUrl>>map(id -> () -> dataSources.presign(datasetId, id))
              .toList();
      List<Future<PresignedUrl>> urls = threads.invokeAll(calls);
      return urls.stream().map(Future::resultNow).toList();
    }
  }
}
