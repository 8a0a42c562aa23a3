// The form of the database, as a list of steps that only grows. Each runs in a transaction of its own. SQL only.

/** Step N brings a database from version N to N + 1; `user_version` says where it is. */
export const MIGRATIONS: readonly string[] = [
  `create table fact (
     name text primary key, value text not null, digest text not null
   ) strict, without rowid;
   create table owned (
     key text primary key, value text not null, digest text not null
   ) strict, without rowid;
   create table container (
     id text primary key, value text not null, digest text not null
   ) strict, without rowid;
   create table document (
     sha256 text primary key, bytes blob not null
   ) strict;
   create table outbox (
     policy text primary key, value text not null, digest text not null
   ) strict, without rowid;`,
];
