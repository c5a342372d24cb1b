package io.github.powerdrilljava.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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
    "get,    /v2/team/datasets/{dataset_id}/datasources,         listDatasetDatasources",
    "get,    /v2/team/datasets/{dataset_id}/datasources/{id},    getDatasetDatasource",
    "post,   /v2/team/datasets/{dataset_id}/datasources/{id}/presign, presignDatasetDatasource",
    "get,    /v2/team/datasets/{dataset_id}/status,              getDatasetStatus",
    "post,   /v2/team/datasets/search,                           searchDatasets",
    "post,   /v2/team/file/init-multipart-upload,                initMultipartUploadFile",
    "post,   /v2/team/jobs,                                      createJob",
    "get,    /v2/team/queries/{id},                              getQuery",
    "get,    /v2/user/jobs,                                      listV2UserJobs",
    "get,    /v3/boxes/{id},                                     getV3Box",
    "get,    /v2/team/data_sources/,                             listDataSources",
    "post,   /login,                                             login",
    "get,    /v2/team/數據,                                       get數據",
    "get,    /,                                                  get",
    "get,    /{id},                                              getById",
  })
  void namesAnOperationByItsMethodAndPath(String method, String path, String name) {
    assertThat(OperationNames.name(method, path)).isEqualTo(name);
  }

  private static String merge(String paths) {
    List<String> objections = new ArrayList<>();
    return ContractMerge.merge(
        "{paths: " + paths + "}", "{overlay: 1.0.0, actions: []}", objections::add);
  }

  @Test
  void leavesAGivenName() {
    assertThat(merge("{/jobs: {get: {operationId: allJobs}}}")).contains("operationId: allJobs");
  }

  @Test
  void tellsOperationsOfTheSameNameApartByAllOfTheirPath() {
    assertThat(
            merge(
                "{/v2/team/big-jobs: {get: {}}, /v2/team/big_jobs: {get: {}}, /v2/jobs: {get: {}}}"))
        .contains(
            "operationId: listV2Jobs",
            "operationId: getV2TeamBigJobs\n",
            "operationId: getV2TeamBigJobs2\n");
  }

  @Test
  void isNotOneThatTheVendorGaveToAnother() {
    assertThat(merge("{/v2/team/jobs: {get: {}}, /x: {get: {operationId: ListJobs}}}"))
        .contains("operationId: getV2TeamJobs", "operationId: ListJobs");
  }
}
