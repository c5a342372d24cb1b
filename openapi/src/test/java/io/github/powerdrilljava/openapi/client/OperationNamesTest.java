package io.github.powerdrilljava.openapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.openapi.ClientContract;
import io.github.powerdrilljava.openapi.Document;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An operation that nobody named gets a name that reads. */
class OperationNamesTest {

  @ParameterizedTest
  @CsvSource({
    "get,    /v2/team/datasets,                                  listDatasets",
    "post,   /v2/team/datasets,                                  createDataset",
    "get,    /v2/team/datasets/{dataset_id},                     getDataset",
    "put,    /v2/team/datasets/{dataset_id},                     replaceDataset",
    "patch,  /v2/team/datasets/{dataset_id},                     updateDataset",
    "delete, /v2/team/datasets/{dataset_id},                     deleteDataset",
    "get,    /v2/team/datasets/{dataset_id}/datasources,         listDatasetDataSources",
    "get,    /v2/team/datasets/{dataset_id}/datasources/{id},    getDatasetDataSource",
    "post,   /v2/team/datasets/{dataset_id}/datasources/{id}/presign, presignDatasetDataSource",
    "get,    /v2/team/datasets/{dataset_id}/status,              getDatasetStatus",
    "post,   /v2/team/datasets/search,                           searchDatasets",
    "post,   /v2/team/file/init-multipart-upload,                initMultipartUploadFile",
    "post,   /v2/team/jobs,                                      createJob",
    "get,    /v2/team/queries/{id},                              getQuery",
    "get,    /v2/team/episodes/{id}/series/{id2},                getEpisodeSeries",
    "get,    /v2/team/categories/{id},                           getCategory",
    "get,    /v2/team/cookies/{id},                              getCookie",
    "get,    /v2/team/bonuses/{id},                              getBonus",
    "get,    /v2/team/vertices/{id},                             getVertex",
    "get,    /v2/team/analyses,                                  listAnalyses",
    "get,    /v2/team/analyses/{id},                             getAnalysis",
    "get,    /v2/team/addresses/{id},                            getAddress",
    "get,    /v2/team/jobs/{id}/preferences,                     getJobPreferences",
    "post,   /v2/team/jobs/{id}/preferences,                     createJobPreferences",
    "post,   /v2/team/jobs/{id}:retry,                           retryJob",
    "post,   /v2/team/jobs:purge,                                purgeJobs",
    "get,    /v2/team/jobs/{id}.csv,                             getJobCsv",
    "get,    /v1/team/jobs,                                      listJobsV1",
    "get,    /v2/user/jobs,                                      listUserJobsV2",
    "get,    /v3/boxes/{id},                                     getBoxV3",
    "get,    /v2/team/data_sources/,                             listDataSources",
    "post,   /login,                                             login",
    "get,    /v2/team/類,                                         getu985e",
    "get,    /,                                                  get",
    "get,    /{id},                                              getById",
    "delete, /class,                                             deleteClass",
  })
  void namesAnOperationByItsMethodAndPath(String method, String path, String name) {
    assertThat(OperationNames.of(method, path)).isEqualTo(name);
  }

  private static Iterable<String> names(String paths) {
    byte[] contract = ("{paths: " + paths + "}").getBytes(StandardCharsets.UTF_8);
    Map<String, Object> client = ClientContract.of(Document.read(contract));
    return Node.map(client, "paths").keySet();
  }

  @Test
  void leavesAGivenName() {
    assertThat(names("{/jobs: {get: {operationId: allJobs}}}")).containsExactly("/allJobs");
  }

  @Test
  void makesAGivenNameOneOfJava() {
    assertThat(
            names(
                "{/a: {get: {operationId: new}}, /b: {get: {operationId: 'Jobs: list all'}},"
                    + " /c: {get: {operationId: notify}}, /d: {get: {operationId: 7up}}}"))
        .containsExactly("/newOperation", "/jobsListAll", "/notifyOperation", "/operation7up");
  }

  @Test
  void distinguishesOperationsOfTheSameNameByTheirWholePath() {
    assertThat(
            names(
                "{/v2/team/big-jobs: {get: {}}, /v2/team/big_jobs: {get: {}}, /v2/jobs: {get: {}}}"))
        .containsExactly("/getV2TeamBigJobs", "/getV2TeamBigJobs2", "/listJobsV2");
  }

  @Test
  void isNotOneThatTheVendorGaveToAnother() {
    assertThat(names("{/v2/team/jobs: {get: {}}, /x: {get: {operationId: ListJobs}}}"))
        .containsExactly("/getV2TeamJobs", "/listJobs");
  }

  @Test
  void leavesAPinnedNameToWhatItIsPinnedTo() {
    assertThat(
            names(
                "{/a: {get: {operationId: fetch}}, /b: {get: {operationId: FETCH}},"
                    + " /c: {get: {operationId: other, x-java-name: fetch}}}"))
        .containsExactly("/fetch2", "/fetch3", "/fetch");
  }
}
