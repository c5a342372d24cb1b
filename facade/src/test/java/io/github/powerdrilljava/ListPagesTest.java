package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.powerdrilljava.sandbox.Fault;
import io.github.powerdrilljava.sandbox.ReceivedRequest;
import io.github.powerdrilljava.sandbox.SandboxDataSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A list is made of pages, of which nobody need know. */
class ListPagesTest extends AtLists {

  @Test
  void asksForEveryPageInTheSameWay() {
    put(25);
    sandbox.put(
        SandboxDataSource.withoutFile("dset-1", "ds-x", "x")
            .withStatus(SandboxDataSource.Status.SYNCHING));
    ListDataSourcesRequest request =
        ListDataSourcesRequest.of("dset-1")
            .withStatus(DataSourceStatus.SYNCHED)
            .withPageSize(10)
            .withExternalTraceId("nightly");
    assertThat(client.dataSources().list(request)).extracting(DataSource::id).isEqualTo(ids(25));
    assertThat(queries())
        .containsExactly(
            "page_number=1&page_size=10&status=synched&user_id=tmm-sandbox",
            "page_number=2&page_size=10&status=synched&user_id=tmm-sandbox",
            "page_number=3&page_size=10&status=synched&user_id=tmm-sandbox");
    assertThat(sandbox.requests())
        .allSatisfy(sent -> assertThat(sent.header("x-pd-external-trace-id")).contains("nightly"));
  }

  @Test
  void asksForTheNextPageOnlyWhenItIsNeeded() {
    put(25);
    ListDataSourcesRequest request = ListDataSourcesRequest.of("dset-1").withPageSize(10);
    Iterator<DataSource> dataSources = client.dataSources().list(request).iterator();
    assertThat(sandbox.requestCount()).isZero();
    IntStream.range(0, 10).forEach(i -> dataSources.next());
    assertThat(sandbox.requestCount()).isEqualTo(1);
    dataSources.next();
    assertThat(sandbox.requestCount()).isEqualTo(2);
  }

  @Test
  void takesNoSmallerPageForTheEnd() {
    put(25);
    sandbox.capPageSize(4);
    assertThat(client.dataSources().list("dset-1")).extracting(DataSource::id).isEqualTo(ids(25));
  }

  @Test
  void retriesEachPageByItself() {
    put(25);
    sandbox.onListing(
        page -> {
          if (page == 2) {
            sandbox.faults().next(Fault.failure(503, 9999, "busy"));
          }
        });
    ListDataSourcesRequest request = ListDataSourcesRequest.of("dset-1").withPageSize(10);
    assertThat(client.dataSources().list(request)).hasSize(25);
    assertThat(queries())
        .extracting(query -> query.substring(12, 13))
        .containsExactly("1", "2", "3", "3");
  }

  @Test
  void saysOfWhichPageItFails() {
    put(25);
    sandbox.onListing(
        page -> {
          if (page == 2) {
            sandbox.faults().next(Fault.failure(500, 9999, "x"), Fault.failure(400, 300001, "no"));
          }
        });
    List<DataSource> listed = new ArrayList<>();
    PowerdrillException failure =
        catchThrowableOfType(
            PowerdrillException.class,
            () ->
                client
                    .dataSources()
                    .list(ListDataSourcesRequest.of("dset-1").withPageSize(10))
                    .forEach(listed::add));
    assertThat(failure)
        .hasMessageContaining("Could not list the data sources of dataset \"dset-1\", page 3");
    assertThat(listed).hasSize(20);
  }

  @Test
  void bringsWhatStaysWhenOthersAreRemovedBetweenPages() {
    put(30);
    sandbox.onListing(
        page -> {
          if (page == 2) {
            sandbox.remove("dset-1", "ds-0");
            sandbox.remove("dset-1", "ds-1");
          }
        });
    ListDataSourcesRequest request = ListDataSourcesRequest.of("dset-1").withPageSize(10);
    assertThat(client.dataSources().list(request))
        .extracting(DataSource::id)
        .doesNotHaveDuplicates()
        .containsAll(ids(30).subList(2, 30));
  }

  @Test
  void givesSinglePagesToThoseWhoNeedThem() {
    put(25);
    ListDataSourcesRequest request = ListDataSourcesRequest.of("dset-1").withPageSize(10);
    Page<DataSource> third = client.dataSources().listPage(request, 3);
    assertThat(third).isEqualTo(client.dataSources().listPageAsync(request, 3).join());
    assertThat(third.records()).extracting(DataSource::id).isEqualTo(ids(25).subList(20, 25));
    assertThat(List.of(third.number(), third.size(), third.totalItems()))
        .containsExactly(3L, 10L, 25L);
    Page<Dataset> datasets = client.datasets().listPage(ListDatasetsRequest.all(), 1);
    assertThat(datasets.records()).extracting(Dataset::id).containsExactly("dset-1");
    assertThat(client.datasets().listPageAsync(ListDatasetsRequest.all(), 1).join())
        .isEqualTo(datasets);
  }

  private List<String> queries() {
    return sandbox.requests().stream().map(ListPagesTest::query).toList();
  }

  private static String query(ReceivedRequest request) {
    return request.target().replaceFirst("^[^?]*\\?", "");
  }
}
