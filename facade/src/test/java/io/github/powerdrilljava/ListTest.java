package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.powerdrilljava.sandbox.SandboxDataSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** From names to ids: datasets and data sources are listed, and one is asked for. */
class ListTest extends AtLists {

  @Test
  void listsEachDatasetWithItsNameAndDescription() {
    sandbox.putDataset("dset-1", "Sales", "by month");
    sandbox.putDataset("dset-2", "Sales", "");
    assertThat(client.datasets().list())
        .containsExactly(
            new Dataset("dset-1", "Sales", "by month"), new Dataset("dset-2", "Sales", ""));
  }

  @Test
  void listsTheDatasetsWithATextInName() {
    sandbox.putDataset("dset-1", "Sales & more", "by month");
    sandbox.putDataset("dset-2", "Costs", "");
    assertThat(client.datasets().list(ListDatasetsRequest.all().withSearch("sales & MORE")))
        .extracting(Dataset::id)
        .containsExactly("dset-1");
  }

  @Test
  void listsEachDataSourceAsTheServiceStatesIt() {
    sandbox.put(
        SandboxDataSource.withoutFile("dset-1", "ds-1", "a\tb\n")
            .withStatus(SandboxDataSource.Status.INVALID)
            .withSize(7L));
    sandbox.put(SandboxDataSource.withoutFile("dset-1", "ds-2", "a\tb\n"));
    assertThat(client.dataSources().list("dset-1"))
        .containsExactly(
            new DataSource("ds-1", "dset-1", "a\tb\n", "FILE", DataSourceStatus.INVALID, 7L),
            new DataSource("ds-2", "dset-1", "a\tb\n", "FILE", DataSourceStatus.SYNCHED, null))
        .allSatisfy(dataSource -> assertThat(dataSource.toString()).doesNotContain("\n", "\t"));
  }

  @Test
  void asksForOneDataSource() {
    put(2);
    assertThat(client.dataSources().get("dset-1", "ds-1"))
        .isEqualTo(client.dataSources().getAsync("dset-1", "ds-1").join())
        .isEqualTo(
            new DataSource("ds-1", "dset-1", "file 1", "FILE", DataSourceStatus.SYNCHED, null));
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> client.dataSources().get("dset-1", "ds-9"))
        .withMessageContaining("Could not get data source \"ds-9\" of dataset \"dset-1\"");
  }

  @Test
  void listsOnAnotherThread() {
    put(25);
    List<String> listed = new ArrayList<>();
    ListDataSourcesRequest request = ListDataSourcesRequest.of("dset-1").withPageSize(10);
    Long count = client.dataSources().listAsync(request, each -> listed.add(each.id())).join();
    assertThat(count).isEqualTo(25);
    assertThat(listed).isEqualTo(ids(25));
    List<String> datasets = new ArrayList<>();
    assertThat(
            client
                .datasets()
                .listAsync(ListDatasetsRequest.all(), d -> datasets.add(d.id()))
                .join())
        .isEqualTo(1);
    assertThat(datasets).containsExactly("dset-1");
  }

  @Test
  void endsAListingThatIsCancelled() throws Exception {
    put(25);
    CountDownLatch listing = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    List<String> listed = new ArrayList<>();
    ListDataSourcesRequest request = ListDataSourcesRequest.of("dset-1").withPageSize(10);
    CompletableFuture<Long> future =
        client
            .dataSources()
            .listAsync(
                request,
                each -> {
                  listed.add(each.id());
                  listing.countDown();
                  await(cancelled);
                });
    listing.await();
    future.cancel(true);
    cancelled.countDown();
    client.close();
    assertThat(listed).containsExactly("ds-0");
    assertThat(sandbox.requestCount()).isEqualTo(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void handsOnWhatTheActionThrows() {
    put(1);
    CompletableFuture<Long> future =
        client
            .dataSources()
            .listAsync(
                ListDataSourcesRequest.of("dset-1"),
                each -> {
                  throw new IllegalArgumentException("not this one");
                });
    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(future::join)
        .withCauseInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesAStreamOfAClosedClient() {
    put(25);
    Iterator<DataSource> dataSources = client.dataSources().list("dset-1").iterator();
    client.close();
    assertThatIllegalStateException().isThrownBy(dataSources::hasNext);
  }

  @Test
  void namesEveryRuleThatARequestBreaks() {
    ListDatasetsRequest datasets =
        ListDatasetsRequest.all()
            .withSearch("x".repeat(129))
            .withPageSize(0)
            .withUserId(" ")
            .withExternalTraceId("ü");
    ListDataSourcesRequest dataSources =
        ListDataSourcesRequest.of("..")
            .withStatus(new DataSourceStatus(" "))
            .withPageSize(-1)
            .withUserId("");
    assertThat(fields(() -> client.datasets().listPage(datasets, 0)))
        .containsExactlyInAnyOrder("search", "pageSize", "number", "userId", "externalTraceId");
    assertThat(fields(() -> client.datasets().list(datasets)))
        .containsExactlyInAnyOrder("search", "pageSize", "userId", "externalTraceId");
    assertThat(fields(() -> client.dataSources().list(dataSources)))
        .containsExactlyInAnyOrder("datasetId", "status", "pageSize", "userId");
    assertThat(fields(() -> client.dataSources().listPage(dataSources, 0)))
        .containsExactlyInAnyOrder("datasetId", "status", "pageSize", "number", "userId");
    assertThat(fields(() -> client.dataSources().get(" ", sandbox.apiKey())))
        .containsExactlyInAnyOrder("datasetId", "dataSourceId");
    assertThat(sandbox.requestCount()).isZero();
  }

  private static List<String> fields(Runnable call) {
    InvalidRequestException refusal =
        catchThrowableOfType(InvalidRequestException.class, call::run);
    return refusal.violations().stream().map(Violation::field).toList();
  }
}
