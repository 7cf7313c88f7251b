package org.fedval.agent.dicom;

/**
 * A parsed Part 10 file.
 *
 * @param transferSyntaxUid as the file meta information says, known to us or not
 * @param meta the file meta information group
 * @param dataSet what was asked for of the data set
 */
public record Part10Object(String transferSyntaxUid, DataSet meta, DataSet dataSet) {}
