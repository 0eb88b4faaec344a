# Reads every table of this folder with labels, types, units and code lists. R 3.6 or newer, no packages.
#
#   source("read_ucmsc.R")
#   study <- read_ucmsc("the folder")       # a list of data frames, named as the files
#   attr(study$PASI$trunk_area, "label")    # also "units", "cdisc"; "labels" holds the words of the codes
#   table(in_words(study$DM$sex))           # a factor of codes as a factor of words
#
# A coded column is a factor of its codes. A time is POSIXct in UTC; the column with _text behind it has it as written,
# in the time of the place. What is not there is NA; the column with _missing says why.

read_ucmsc <- function(folder = ".") {
  dictionary <- .ucmsc_cells(file.path(folder, "data_dictionary.csv"))
  codes <- .ucmsc_cells(file.path(folder, "code_lists.csv"))
  codes <- split(codes, factor(codes$code_list, unique(codes$code_list)))
  by_file <- split(dictionary, factor(dictionary$file, unique(dictionary$file)))
  tables <- lapply(by_file, function(columns) .ucmsc_table(folder, columns, codes))
  names(tables) <- sub("\\.csv$", "", names(by_file))
  tables
}

in_words <- function(coded) {
  words <- attr(coded, "labels")
  factor(as.character(coded), levels = unname(words), labels = make.unique(names(words)))
}

.ucmsc_table <- function(folder, columns, codes) {
  cells <- .ucmsc_cells(file.path(folder, columns$file[1]))
  stopifnot(identical(names(cells), columns$column))
  found <- list()
  for (place in seq_len(nrow(columns))) {
    said <- columns[place, ]
    found[[said$column]] <- .ucmsc_column(cells[[place]], said, codes)
    if (said$type == "datetime") found[[paste0(said$column, "_text")]] <- cells[[place]]
  }
  structure(found, class = "data.frame", row.names = seq_len(nrow(cells)))
}

.ucmsc_column <- function(cells, said, codes) {
  column <- switch(said$type,
    integer = , decimal = as.numeric(cells),
    boolean = cells == "true",
    date = as.Date(cells, format = "%Y-%m-%d"),
    datetime = .ucmsc_time(cells),
    code = .ucmsc_codes(cells, codes[[said$code_list]]),
    cells
  )
  attr(column, "label") <- said$label
  if (!is.na(said$unit)) attr(column, "units") <- said$unit
  if (!is.na(said$cdisc)) attr(column, "cdisc") <- said$cdisc
  column
}

.ucmsc_codes <- function(cells, listed) {
  # A code that is in no list, such as the visit of an earlier record, is kept under its own name.
  others <- setdiff(unique(cells[!is.na(cells)]), listed$code)
  column <- factor(cells, levels = c(listed$code, others))
  attr(column, "labels") <- structure(c(listed$code, others), names = c(listed$label, others))
  column
}

.ucmsc_time <- function(cells) {
  bare <- sub("([+-][0-9]{2}):?([0-9]{2})(:[0-9.]+)?$", "\\1\\2", cells)
  as.POSIXct(strptime(bare, "%Y-%m-%dT%H:%M:%OS%z", tz = "UTC"))
}

.ucmsc_cells <- function(path) {
  cells <- utils::read.csv(path,
    colClasses = "character", na.strings = "", encoding = "UTF-8", check.names = FALSE, quote = "\"",
    comment.char = "", strip.white = FALSE, blank.lines.skip = FALSE, stringsAsFactors = FALSE
  )
  names(cells)[1] <- sub("^(\ufeff|\u00ef\u00bb\u00bf)", "", names(cells)[1])
  cells[] <- lapply(cells, .ucmsc_text)
  cells
}

.ucmsc_text <- function(cells) {
  cells <- sub("^'", "", enc2utf8(cells))
  escaped <- unique(unlist(regmatches(cells, gregexpr("\\\\x[0-9a-f]{2}", cells))))
  # The backslash comes last: what it stands before is no escape. R has no text with a zero byte.
  for (code in c(setdiff(escaped, c("\\x00", "\\x5c")), intersect(escaped, "\\x5c"))) {
    cells <- gsub(code, intToUtf8(strtoi(substr(code, 3, 4), 16L)), cells, fixed = TRUE)
  }
  cells
}

if (sys.nframe() == 0L) {
  script <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
  study <- read_ucmsc(if (length(script)) dirname(script) else ".")
  for (name in names(study)) cat(name, ": ", nrow(study[[name]]), "\n", sep = "")
}
