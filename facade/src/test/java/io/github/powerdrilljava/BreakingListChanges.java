package io.github.powerdrilljava;

import static io.github.powerdrilljava.BreakingChanges.breaks;
import static io.github.powerdrilljava.BreakingChanges.rename;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What a vendor can change of lists, pages and their records that breaks something. */
final class BreakingListChanges {

  private BreakingListChanges() {}

  static Stream<Arguments> all() {
    return Stream.of(
        breaks("a list is gone", "", "#/paths", c -> c.whole("/paths").remove("/v2/team/datasets")),
        breaks(
            "data sources are listed by another path",
            "",
            "#/paths",
            c ->
                rename(
                    c.whole("/paths"),
                    "/v2/team/datasets/{id}/datasources",
                    "/v2/team/datasets/{id}/sources")),
        breaks(
            "pages are asked for by another name",
            "page_number",
            "/get/parameters",
            c -> ((ObjectNode) datasets(c).parameterItself("page_number")).put("name", "page")),
        breaks(
            "a list needs one more parameter",
            "team",
            "/required",
            c -> dataSources(c).addParameter("team").put("required", true)),
        breaks(
            "pages are small",
            "page_size",
            "/schema/maximum",
            c -> datasets(c).parameter("page_size").put("maximum", 50)),
        breaks(
            "pages count from 0",
            "page_number",
            "/schema/default",
            c -> datasets(c).parameter("page_number").put("default", 0)),
        breaks(
            "there is a page 0",
            "page_number",
            "/schema/minimum",
            c -> dataSources(c).parameter("page_number").put("minimum", 0)),
        breaks(
            "searches are shorter",
            "search",
            "/schema/maxLength",
            c -> datasets(c).parameter("search").put("maxLength", 64)),
        breaks(
            "longer searches are allowed",
            "search",
            "/schema/maxLength",
            c -> datasets(c).parameter("search").put("maxLength", 256)),
        breaks(
            "a status is no longer to be asked for",
            "status",
            "/schema/enum",
            c -> dataSources(c).parameter("status").putArray("enum").add("synched")),
        breaks(
            "a search is required",
            "search",
            "/required",
            c -> ((ObjectNode) datasets(c).parameterItself("search")).put("required", true)),
        breaks(
            "a field of a record is gone",
            "data.records[].description",
            "/records/items",
            c -> datasets(c).drop(Changed.RECORD, "description")),
        breaks(
            "a field of a record is a number",
            "data.records[].name",
            "/properties/name",
            c -> datasets(c).object(Changed.RECORD + "/properties/name").put("type", "integer")),
        breaks(
            "a size is text",
            "data.size",
            "/properties/size",
            c -> dataSource(c).received("size").put("type", "string")),
        breaks(
            "a name can be null",
            "data.name",
            "/properties/name",
            c -> dataSource(c).received("name").put("nullable", true)),
        breaks(
            "records are no list",
            "data.records",
            "/properties/records",
            c -> datasets(c).received("records").put("type", "object").remove("items")),
        breaks(
            "a page no longer counts",
            "data.total_items",
            "/properties/data",
            c -> dataSources(c).drop(Changed.DATA, "total_items")),
        breaks(
            "a page's number is text",
            "data.page_number",
            "/properties/page_number",
            c -> datasets(c).received("page_number").put("type", "string")),
        breaks(
            "a success may be without its data",
            "data",
            "/properties/data",
            c -> dataSource(c).object(Changed.DATA).put("nullable", true)));
  }

  static Changed datasets(Changed contract) {
    return contract.of("get", "/v2/team/datasets");
  }

  static Changed dataSources(Changed contract) {
    return contract.of("get", "/v2/team/datasets/{id}/datasources");
  }

  static Changed dataSource(Changed contract) {
    return contract.of("get", "/v2/team/datasets/{dataset_id}/datasources/{datasource_id}");
  }
}
