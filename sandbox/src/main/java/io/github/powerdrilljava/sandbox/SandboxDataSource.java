package io.github.powerdrilljava.sandbox;

import java.nio.file.Path;

/**
 * A data source that the sandbox serves.
 *
 * @param datasetId the dataset it is in
 * @param dataSourceId its own id
 * @param file the file that is served
 * @param size the file's size when it was put, in bytes
 */
public record SandboxDataSource(String datasetId, String dataSourceId, Path file, long size) {}
