# Quartz 2.3.2 as Debian ships it, and the Java programs of this repository. Sourced; needs $work, a scratch folder.
# QUARTZ_CLASSPATH replaces Debian's jars, to run with another version of Quartz.

quartz_packages=(default-jdk-headless libquartz2-java libpostgresql-jdbc-java libhikaricp-java libslf4j-java unzip)
jars=/usr/share/java
quartz_jars=$jars/quartz2.jar:$jars/postgresql.jar:$jars/HikariCP.jar:$jars/slf4j-api.jar:$jars/slf4j-simple.jar
quartz_jars=${QUARTZ_CLASSPATH:-$quartz_jars}

# quartz_compile FOLDER…: afterwards "${java[@]}" CLASS ARGUMENT… runs one of them
quartz_compile() {
    local sources
    mapfile -t sources < <(find "$@" -name '*.java')
    mkdir -p "$work/classes"
    javac -Xlint:all -Werror -d "$work/classes" -cp "$quartz_jars" "${sources[@]}"
    java_settings=(-Dorg.slf4j.simpleLogger.defaultLogLevel=warn)
    java=(java -cp "$work/classes:$quartz_jars" "${java_settings[@]}")
}

# Quartz's own PostgreSQL script, out of its jar.
quartz_tables() {
    local jar
    for jar in ${quartz_jars//:/ }; do
        unzip -p "$jar" org/quartz/impl/jdbcjobstore/tables_postgres.sql 2>/dev/null && return
    done
    echo "no jar in $quartz_jars holds Quartz's tables_postgres.sql" >&2
    return 1
}
